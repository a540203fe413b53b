// The borders of the house, generated from THE ORDER in modules.json: calls go down, through doors.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const order = JSON.parse(readFileSync(join(__dirname, 'modules.json'), 'utf8'))

const MODULES = '^src/modules/'
const TESTS = '(\\.test\\.tsx?$|^(src|web)/.*/test-[\\w-]+\\.tsx?$)'
const RULES = 'rules\\.ts$'
const DOOR = '^src/modules/([^/]+)/(\\1|events|contract)\\.ts$'
// What pure code may know of the platform.
const PURE = '^src/platform/(money|day|result)\\.ts$'
// What a browser may know of it besides.
const FOR_SCREENS = '^src/platform/(audit-words|language|limits)\\.ts$'
const DESKS = '^web/(office|brand|api)/'
const SCREENS = ['shop', 'field', 'office', 'brand', 'api']

/** Calls go down: a word never imports a later one. */
const downwards = order.slice(0, -1).map((word, i) => ({
  name: `calls-only-down-from-${word}`,
  comment: `${word} may not know the words after it in modules.json: publish a fact instead.`,
  severity: 'error',
  from: { path: `${MODULES}${word}/`, pathNot: TESTS },
  to: { path: `${MODULES}(${order.slice(i + 1).join('|')})/` },
}))

const borders = [
  {
    name: 'through-the-door',
    comment: 'Other modules are reached by their door, events or contract.',
    from: { path: `${MODULES}([^/]+)/`, pathNot: `(${TESTS}|${RULES})` },
    to: { path: MODULES, pathNot: [`${MODULES}$1/`, DOOR] },
  },
  {
    name: 'rules-through-the-door',
    comment: 'Rules may share rules besides: the browser runs them together.',
    from: { path: `${MODULES}([^/]+)/.*${RULES}` },
    to: { path: MODULES, pathNot: [`${MODULES}$1/`, DOOR, RULES] },
  },
  {
    name: 'sitemaps-call-sitemap-parts',
    comment: 'src/*.ts and the demo know doors and what a module lays out for the sitemaps.',
    from: { path: '^src/(demo/|[^/]+$)', pathNot: TESTS },
    to: {
      path: MODULES,
      pathNot: [DOOR, `${MODULES}[^/]+/(routes|jobs|[\\w-]+-texts|[\\w-]*commands?)\\.ts$`, RULES],
    },
  },
  {
    name: 'platform-knows-no-module',
    comment: 'The platform holds no trade word and is handed what it needs.',
    from: { path: '^src/platform/', pathNot: TESTS },
    to: { path: '^(src|web)/', pathNot: '^src/platform/' },
  },
  {
    name: 'rules-are-pure',
    comment: 'Rules decide; the browser runs them offline: no database, no clock, no node, no zod.',
    from: { path: `${MODULES}.*${RULES}` },
    to: {
      pathNot: [`${MODULES}.*${RULES}`, PURE, '/temporal-polyfill/'],
      // A type is gone before it runs; the screens' compiler sees what they take.
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'sql-builder-only-in-queries',
    comment: 'SQL is in queries.ts and *-queries.ts; routes and use cases call its phrases.',
    from: { path: '^src/', pathNot: [TESTS, 'queries\\.ts$', '^src/platform/'] },
    to: { path: '/node_modules/kysely/|^node_modules/kysely/' },
  },
  {
    name: 'only-platform-holds-the-database',
    comment: 'Pools, the wire and the job queue are the platform’s.',
    from: { path: '^(src|web)/', pathNot: [TESTS, '^src/platform/'] },
    to: { path: '(^|/)node_modules/(@types/)?(pg|graphile-worker)/' },
  },
  {
    name: 'web-sees-contracts-and-rules',
    comment: 'The web knows the server by its contracts and runs its pure rules.',
    from: { path: '^web/', pathNot: TESTS },
    to: { path: '^src/', pathNot: [CONTRACTS(), '^src/contracts\\.ts$', RULES, PURE, FOR_SCREENS] },
  },
  {
    name: 'web-runs-in-a-browser',
    comment: 'No node module reaches the browser.',
    from: { path: '^web/', pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'web-takes-contract-types-only',
    comment: 'A contract’s value would bring zod into the phone: import type.',
    from: { path: '^web/', pathNot: [TESTS, DESKS] },
    to: {
      path: [CONTRACTS(), '^src/contracts\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'phones-stay-light',
    comment: 'Shop and field, and what is theirs together, stay within their first load.',
    from: { path: '^web/', pathNot: [TESTS, DESKS] },
    to: { path: '(^|/)node_modules/(zod|temporal-polyfill|@mantine|@orpc/(server|zod))/' },
  },
  {
    name: 'phones-never-reach-temporal',
    comment: 'Not by a rule of the server’s clock either: instants come from the server.',
    from: { path: '^web/', pathNot: [TESTS, DESKS] },
    to: { path: '(^|/)node_modules/(temporal-polyfill|@mantine)/', reachable: true },
  },
  {
    name: 'kit-knows-no-trade',
    comment: 'The kit knows no module, no screen and no router: a page tells it everything.',
    from: { path: '^web/kit/', pathNot: TESTS },
    to: {
      path: ['^src/', '^web/', '(^|/)node_modules/(wouter|@orpc|@tanstack/react-query)/'],
      pathNot: ['^web/kit/', PURE, FOR_SCREENS],
    },
  },
  ...SCREENS.map((screen) => ({
    name: `screens-stay-apart-from-${screen}`,
    comment: 'What two screens share lives beside them, not in one of them.',
    from: { path: '^web/', pathNot: [TESTS, `^web/${screen}/`] },
    to: { path: `^web/${screen}/` },
  })),
  {
    name: 'server-knows-no-screen',
    comment: 'The web knows the server, never the reverse.',
    from: { path: '^src/' },
    to: { path: '^web/' },
  },
  {
    name: 'program-knows-no-test',
    comment: 'Tests and benches know the program, never the reverse.',
    from: { path: '^(src|web)/', pathNot: TESTS },
    to: { path: ['^(test|bench)/', TESTS] },
  },
  {
    name: 'no-circles',
    comment: 'A circle is one file cut in two: cut it by trade word.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-is-found',
    comment: 'An import that leads nowhere.',
    from: {},
    to: { couldNotResolve: true },
  },
].map((rule) => ({ severity: 'error', ...rule }))

function CONTRACTS() {
  // Types of a call's frame come with contracts: rights, scopes.
  return '^src/(modules/[^/]+/contract|platform/(call|contract))\\.ts$'
}

module.exports = {
  forbidden: [...downwards, ...borders],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|\\.gen\\.ts$)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts', '.css'],
    },
  },
}
