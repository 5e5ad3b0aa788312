// Bundles the benches (they are TypeScript and use src/) and runs them on the same Node as netdojo.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import * as esbuild from 'esbuild';
import { common } from '../../build.mjs';

// Two folders below the package: node_modules is found, and `../..` means what it means in test/screen.
const root = join(import.meta.dirname, '../..');
const parent = await mkdtemp(join(root, '.dist-bench-'));
const folder = join(parent, 'bundle');
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
  await cp(join(root, 'src/lab/image'), join(folder, 'image'), { recursive: true });
  await cp(join(root, 'src/engine/scripts'), join(folder, 'scripts'), { recursive: true });
  const { main } = await import(join(folder, 'main.mjs'));
  process.exitCode = await main(argv.slice(2), { hello: join(folder, 'hello.mjs') });
} finally {
  await rm(parent, { recursive: true, force: true });
}
process.exit();
