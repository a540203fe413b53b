import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

export type SourceFile = { path: string; text: string }
/** Binary and very large files come with an empty text and their true size. */
export type Tree = (SourceFile & { bytes?: number })[]

/**
 * One rule of the house, with the tree that breaks it and the finding that must come of it, and
 * a tree that looks alike and keeps it: a rule nobody saw fail is no rule.
 */
export type HouseRule = {
  sentence: string
  check(tree: Tree): string[]
  broken: Tree
  finds: string[]
  kept: Tree
}

const TEXT = /\.(?:[cm]?[jt]sx?|json|md|sql|css|html|svg|toml|ya?ml|po|txt|csv|xml)$|^[^.]+$/
const READ_MAX = 1_048_576

/** Every file git lists, new and not ignored ones included, so that a check precedes its commit. */
export function trackedTree(root = '.'): Tree {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const names = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0')
  return names.filter(Boolean).flatMap((path) => {
    const bytes = statSync(`${root}/${path}`, { throwIfNoEntry: false })?.size
    if (bytes === undefined) return []
    const read = TEXT.test(path) && bytes <= READ_MAX
    return [{ path, bytes, text: read ? readFileSync(`${root}/${path}`, 'utf8') : '' }]
  })
}

/** Tests, their helpers and the benches stand outside the borders of the program. */
export const isTest = (path: string) =>
  /\.test\.[cm]?[jt]sx?$|^(?:test|bench)\/|(?:^|\/)test-[\w-]+\.tsx?$/.test(path)

export const isTypeScript = (path: string) => /\.tsx?$/.test(path) && !/\.gen\.ts$/.test(path)

/** The TypeScript of the program itself: server and screens. */
export const programFiles = (tree: Tree) =>
  tree.filter(({ path }) => /^(?:src|web)\//.test(path) && isTypeScript(path) && !isTest(path))

/** The word of the folder a file lives in; undefined outside the modules. */
export const wordOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]

/** THE ORDER, lowest first, as the tree itself tells it. */
export function orderOf(tree: Tree): string[] {
  const list = tree.find(({ path }) => path === 'modules.json')
  return list ? (JSON.parse(list.text) as string[]) : []
}
