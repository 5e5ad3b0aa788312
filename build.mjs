// Builds dist/: one ESM bundle with lazy chunks, the lab host's image files beside it.
// Everything is bundled so that an installed netdojo has nothing else to load (facts: start-up is a third of unbundled).
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import process, { argv, pid } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Replaces `before` in `source`; throws when a new version of the dependency no longer has it. */
function swap(source, before, after) {
  if (!source.includes(before)) throw new Error(`patch does not apply any more: ${before}`);
  return source.replace(before, after);
}

/**
 * yoga-layout fetches its own WebAssembly through `fetch(data:…)`, which boots undici and webcrypto: 14 to 22 ms of
 * the first frame. Without `fetch` its loader falls back to decoding the base64 text itself.
 */
export function patchYoga(source) {
  return `const fetch = undefined;\n${source}`;
}

/**
 * string-width builds `Intl.Segmenter` on import and the RGI emoji expression at the first box border: about 30 ms.
 * Box drawing and Latin letters are one cell each (fast path), and only a cluster that can be an emoji needs the rest.
 */
export function patchStringWidth(source) {
  let out = swap(source, 'const segmenter = new Intl.Segmenter();', 'let segmenter;');
  out = swap(
    out,
    'for (const {segment} of segmenter.segment(string)) {',
    'segmenter ??= new Intl.Segmenter();\n\tfor (const {segment} of segmenter.segment(string)) {',
  );
  out = swap(
    out,
    '/^[\\u0020-\\u007E]*$/.test(string)',
    '(ambiguousIsNarrow ? /^[\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2500-\\u25FC]*$/ : /^[\\u0020-\\u007E]*$/).test(string)',
  );
  return swap(
    out,
    'rgiEmojiRegex.test(segment) ||',
    '(/[\\uFE0F\\u20E3\\p{Emoji_Presentation}]/u.test(segment) && rgiEmojiRegex.test(segment)) ||',
  );
}

const patches = [
  [/yoga-wasm-base64-esm\.js$/, patchYoga],
  [/node_modules\/string-width\/index\.js$/, patchStringWidth],
];

/** Parts of dependencies that netdojo never uses: ssh:// engines, BuildKit sessions, React's developer tools. */
const absent = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'react-devtools-core'];

const plugin = {
  name: 'netdojo',
  setup(build) {
    for (const [filter, patch] of patches) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: patch(await readFile(path, 'utf8')),
        loader: 'js',
      }));
    }
    build.onResolve({ filter: new RegExp(`^(${absent.join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'absent',
    }));
    build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({
      contents: 'export default {};',
      loader: 'js',
    }));
  },
};

/** Options shared with the benches, which bundle an Ink hello world the plain way to compare with. */
export const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS packages (write-file-atomic, React's reconciler) expect these.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      "import { fileURLToPath as __fileURLToPath } from 'node:url';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = __fileURLToPath(import.meta.url);',
    ].join(''),
  },
  logLevel: 'warning',
};

/**
 * Builds beside `dist/` and swaps it in at the end, so that a netdojo that is running, or building too, never sees half.
 * Throws when a file does not compile or a patch no longer applies.
 */
export async function build() {
  const dist = `${root}.dist-${pid}`;
  await mkdir(dist, { recursive: true });
  await esbuild.build({
    ...common,
    entryPoints: { netdojo: `${root}src/cli/entry.ts` },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[name]-[hash]',
    splitting: true,
    minify: true,
    keepNames: true,
    plugins: [plugin],
  });
  // What runs elsewhere travels as files: the lab host's programs, and the private engine's script.
  await cp(`${root}src/lab/image`, `${dist}/image`, { recursive: true });
  await cp(`${root}src/engine/scripts`, `${dist}/scripts`, { recursive: true });
  // What `netdojo new` starts from.
  await cp(`${root}src/lesson/starter`, `${dist}/starter`, { recursive: true });
  await compileLessons(dist);
  const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  await writeFile(`${dist}/version`, `${version}\n`);
  const old = `${dist}-old`;
  await rename(`${root}dist`, old).catch(() => {});
  await rename(dist, `${root}dist`);
  await rm(old, { recursive: true, force: true });
}

/** Reads netdojo's own lessons once, so that nobody who only takes them waits for YAML and Markdown to be read. */
async function compileLessons(dist) {
  const program = `${dist}/compile.mjs`;
  await esbuild.build({ ...common, entryPoints: [`${root}src/lesson/compile.ts`], outfile: program });
  const { compileLessons: compile } = await import(pathToFileURL(program).href);
  await writeFile(`${dist}/lessons.json`, JSON.stringify(compile(`${root}lessons`)));
  await rm(program);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch(async error => {
    await rm(`${root}.dist-${pid}`, { recursive: true, force: true });
    // esbuild has said where; a stack trace adds nothing.
    if (!('errors' in error)) console.error(error.message);
    process.exitCode = 1;
  });
}
