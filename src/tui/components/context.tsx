import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { Prefix } from '../input/prefix.ts';
import type { CurrentLesson } from '../state/current-lesson.ts';
import type { UiStore } from '../state/ui-store.ts';
import type { Frame, ScreenModel } from '../terminal/screen-model.ts';
import type { Paint } from '../theme.ts';
import type { Words } from '../words.ts';

/** What every component may need: the state, the lesson to work on, the words and the painter. */
export type Services = {
  readonly store: UiStore;
  readonly current: CurrentLesson;
  readonly prefix: Prefix;
  readonly words: Words;
  readonly paint: Paint;
};

const ServicesContext = createContext<Services | undefined>(undefined);

/** Gives the services to everything inside. */
export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

/** The services. Throws outside a provider. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === undefined) throw new Error('no ServicesProvider above this component');
  return services;
}

const nothing = () => () => {};

/** One fact about what a terminal shows; drawn again only when that fact changes, not at every frame. */
export function useFrameFact<Fact extends string | number | boolean>(
  screen: ScreenModel | undefined,
  fact: (frame: Frame) => Fact,
  otherwise: Fact,
): Fact {
  return useSyncExternalStore(screen?.subscribe ?? nothing, () =>
    screen === undefined ? otherwise : fact(screen.getSnapshot()),
  );
}

/** What a terminal shows, drawn again whenever that changes; undefined without a terminal. */
export function useFrame(screen: ScreenModel | undefined): Frame | undefined {
  return useSyncExternalStore<Frame | undefined>(screen?.subscribe ?? nothing, () => screen?.getSnapshot());
}
