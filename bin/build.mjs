// Builds dist/main.js and dist/web when their sources changed; says what it does.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function hashOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stats = statSync(path)
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
    else hash.update(path.slice(root.length)).update(readFileSync(path))
  }
  for (const path of paths) if (existsSync(join(root, path))) visit(join(root, path))
  return hash.digest('hex')
}

async function ifChanged(name, paths, output, work) {
  const stamp = join(root, 'dist', `.${name}.stamp`)
  const hash = hashOf(paths)
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (known === hash && existsSync(join(root, output))) return false
  mkdirSync(join(root, 'dist'), { recursive: true })
  // Built aside, then moved: what runs or is being read meanwhile stays whole.
  const draft = mkdtempSync(join(root, 'dist', `.${name}-`))
  try {
    await work(draft)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  writeFileSync(stamp, hash)
  return true
}

/** Bundles the program into dist/main.js and chunks that load when wanted; most npm packages stay outside. */
export const buildServer = () =>
  ifChanged(
    'server',
    ['src', 'package-lock.json', 'bin/build.mjs'],
    'dist/main.js',
    async (draft) => {
      // Named by their content: a program that runs finds its own after the next build.
      await bundle({ main: join(root, 'src/main.ts') }, draft, {
        chunkFileNames: 'chunks/[name]-[hash].js',
      })
      const chunks = join(root, 'dist', 'chunks')
      mkdirSync(chunks, { recursive: true })
      const made = readdirSync(join(draft, 'chunks'))
      for (const file of made) renameSync(join(draft, 'chunks', file), join(chunks, file))
      for (const file of ['main.js.map', 'main.js']) {
        renameSync(join(draft, file), join(root, 'dist', file))
      }
      sweep(chunks, new Set(made))
    },
  )

// What a program loads late it loads soon after its start: after a day nobody asks for an old chunk.
const DAY_MS = 86_400_000

function sweep(folder, keep) {
  for (const file of readdirSync(folder)) {
    const old = Date.now() - statSync(join(folder, file)).mtimeMs > DAY_MS
    if (old && !keep.has(file)) rmSync(join(folder, file), { force: true })
  }
}

// Of hundreds of files each: found and read one by one they took half of a command's start.
const WITHIN =
  /^(kysely|zod|@orpc|radash|libphonenumber-js|uuid|temporal-polyfill|temporal-utils|saxes|xmlchars)(\/|$)/

/** Bundles TypeScript entries for Node into a folder. */
export async function bundle(input, folder, more = {}) {
  const { build } = await import('rolldown')
  await build({
    input,
    cwd: root,
    platform: 'node',
    external: (id) => /^[^./]/.test(id) && !WITHIN.test(id),
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', sourcemap: true, entryFileNames: '[name].js', ...more },
  })
}

/** Builds the screens into dist/web. */
export const buildWeb = () =>
  ifChanged(
    'web',
    ['web', 'src', 'geo', 'vite.config.ts', 'package-lock.json', 'bin/build.mjs'],
    'dist/web/shop/index.html',
    async (draft) => {
      const { build } = await import('vite')
      const { NODE_ENV = '' } = process.env
      // Tests run with NODE_ENV=test, in which Vite would bundle React's larger development build.
      process.env.NODE_ENV = 'production'
      try {
        await build({
          configFile: join(root, 'vite.config.ts'),
          logLevel: 'warn',
          build: { outDir: join(draft, 'web'), emptyOutDir: true },
        })
      } finally {
        process.env.NODE_ENV = NODE_ENV
      }
      const web = join(root, 'dist', 'web')
      if (existsSync(web)) renameSync(web, join(draft, 'old'))
      renameSync(join(draft, 'web'), web)
    },
  )
