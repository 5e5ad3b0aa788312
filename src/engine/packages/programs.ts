import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where the programs of system packages are; a user's PATH often lacks the folders of root. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Whether a program is installed. Synchronous: two dozen looks take 0.2 ms so, and 5 ms of the first frame otherwise. */
export function isInstalled(program: string): boolean {
  return folders.some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
