// Bundles the benches (they are TypeScript and use src/) and runs them on the same Node as netdojo.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import * as esbuild from 'esbuild';
import { common } from '../../build.mjs';

// Inside the package, so that node_modules is found.
const folder = await mkdtemp(join(import.meta.dirname, '../../.dist-bench-'));
try {
  await esbuild.build({
    ...common,
    entryPoints: {
      main: join(import.meta.dirname, 'main.ts'),
      hello: join(import.meta.dirname, 'hello.tsx'),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    alias: { 'react-devtools-core': join(import.meta.dirname, 'empty.mjs') },
    external: ['@lydell/node-pty', 'dockerode'],
    minify: true,
  });
  const { main } = await import(join(folder, 'main.mjs'));
  process.exitCode = await main(argv.slice(2), { hello: join(folder, 'hello.mjs') });
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit();
