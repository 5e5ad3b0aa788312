import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// The compile cache is worth a tenth of the first frame. It is written at a clean exit only (Node 24), so `main` also
// flushes it once something is on the screen.
module.enableCompileCache(
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'netdojo', 'compile'),
);

const { main } = await import('./main.ts');
await main(process.argv.slice(2));
