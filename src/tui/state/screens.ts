import type { Session, SessionState } from '../../session/index.ts';
import type { Area } from '../layout.ts';
import type { ScreenModel } from '../terminal/screen-model.ts';

type Make = typeof import('../terminal/screen-model.ts')['ScreenModel'];

/** The terminals of a session's shells, each with its emulator. */
export class Screens {
  readonly #make: Make;
  readonly #models = new Map<string, ScreenModel>();

  constructor(make: Make) {
    this.#make = make;
  }

  get(shell: string | undefined): ScreenModel | undefined {
    return shell === undefined ? undefined : this.#models.get(shell);
  }

  /** An emulator of this size for every shell; those whose shell is gone or was replaced are dropped. */
  follow(session: Session, state: SessionState, area: Area): void {
    const wanted = new Set(state.shells.map(({ id }) => id));
    for (const id of this.#models.keys()) if (!wanted.has(id)) this.#drop(id);
    for (const { id, ended } of state.shells) {
      const terminal = session.terminal(id);
      const known = this.#models.get(id);
      known?.resize(area.width, area.height);
      // The last screen of a shell that ended stays readable until another is opened.
      if (terminal === undefined || known?.terminal === terminal || ended === true) continue;
      this.#drop(id);
      this.#models.set(id, new this.#make(terminal, area.width, area.height));
    }
  }

  close(): void {
    for (const id of this.#models.keys()) this.#drop(id);
  }

  #drop(id: string): void {
    this.#models.get(id)?.dispose();
    this.#models.delete(id);
  }
}
