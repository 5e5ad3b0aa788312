import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the programs of system packages are; a user's PATH often lacks the folders of root. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Whether a program is installed. */
export async function isInstalled(program: string): Promise<boolean> {
  for (const folder of folders) {
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}
