/** The walls of docs/house.md, as a machine reads them. A room lists what it may import; the rest of src/ is closed to it. */
const rooms = {
  protocol: [],
  texts: ['journey', 'protocol'],
  system: [],
  images: [],
  config: ['protocol', 'journey'],
  audit: ['protocol'],
  signing: ['protocol', 'system'],
  certificates: ['protocol', 'system'],
  journey: ['protocol'],
  delivery: ['protocol', 'system'],
  storage: ['protocol', 'audit', 'journey'],
  // An implementation needs the time; an interface does not.
  'storage/(sql|sqlite)': ['storage', 'protocol', 'audit', 'journey', 'system'],
  outbox: ['protocol', 'storage', 'texts', 'system', 'journey'],
  eids: ['protocol', 'storage', 'config', 'audit', 'system'],
  usecases: ['protocol', 'storage', 'outbox', 'delivery', 'eids', 'signing', 'certificates', 'config', 'audit', 'system', 'journey', 'images'],
  pages: ['protocol', 'texts', 'eids', 'journey'],
  http: ['protocol', 'usecases', 'pages', 'texts', 'eids', 'certificates', 'config', 'audit', 'system', 'journey'],
  cli: ['protocol', 'usecases', 'certificates', 'config', 'system'],
}

/** Implementations of an interface: only src/compose.ts and its parts (compose-….ts) may name them. SQL is one implementation in two folders. */
const implementations = ['storage/(sql|sqlite|redis)', 'signing/local', 'certificates/(local|development-ca)', 'outbox/senders', 'eids/[^/]+']

/** What is bought, and the only rooms that may touch it: a package by its folder, a part of Node by its name. */
const owners = [
  { rooms: 'http', packages: 'fastify|@fastify/[^/]+' },
  { rooms: 'http/(demo|portal)', packages: 'openid-client' },
  { rooms: 'storage/(sql|sqlite)', packages: 'kysely' },
  { rooms: 'signing|usecases|protocol|http/demo', packages: 'jose' },
  { rooms: 'signing|certificates', packages: 'pkijs|asn1js' },
  { rooms: 'config', packages: 'yaml' },
  { rooms: 'config|http/(portal-)?api', packages: 'zod' },
  { rooms: 'outbox/senders', packages: 'nodemailer' },
  { rooms: 'delivery', packages: '@zip\\.js/zip\\.js' },
  { rooms: 'images', packages: 'jpeg-js' },
  { rooms: 'usecases/onboarding/inbound', packages: 'postal-mime' },
  { rooms: 'system', packages: 'pino' },
]

const tests = '\\.(test|contract)\\.ts$'
/** Puts the house together and may see all of it. */
const composition = '^src/compose[a-z-]*\\.ts$'
const anyFolder = (folders) => `^src/(${folders.join('|')})/`

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `${room.replace(/\W+/g, '-')}-imports-${may.length === 0 ? 'nothing-of-ours' : `only-${may.join('-')}`}`,
      severity: 'error',
      // A room within a room has a line of its own.
      from: { path: `^src/${room}/`, pathNot: [tests, ...Object.keys(rooms).flatMap((inner) => (inner.startsWith(`${room}/`) ? [`^src/${inner}/`] : []))] },
      to: { path: '^src/', pathNot: anyFolder([room, ...may]) },
    })),
    ...implementations.map((folder) => ({
      name: `only-compose-names-${folder.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: '^src/', pathNot: [composition, `^src/${folder}/`, tests] },
      to: { path: `^src/${folder}/` },
    })),
    ...owners.map(({ rooms: folders, packages }) => ({
      name: `only-${folders.replace(/\W+/g, '-')}-imports-${packages.split('|')[0]}`,
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/(${folders})/`, composition, tests] },
      to: { path: `(^|/)node_modules/(${packages})(/|$)` },
    })),
    {
      name: 'only-storage-imports-sqlite',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/storage/(sql|sqlite)/', tests] },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'protocol-is-pure',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'], pathNot: ['^(node:)?crypto$', 'node_modules/jose/'] },
    },
    {
      name: 'protocol-takes-only-types-from-jose',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: tests },
      to: { path: 'node_modules/jose/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-file-stands-in-a-room',
      severity: 'error',
      from: { path: '^src/', pathNot: [anyFolder(Object.keys(rooms)), '^src/(main|compose[a-z-]*)(\\.test)?\\.ts$'] },
      to: {},
    },
    {
      name: 'eids-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/eids/([^/]+)/' },
      to: { path: '^src/eids/([^/]+)/', pathNot: '^src/eids/$1/' },
    },
    {
      name: 'src-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^(test|tools|bench|examples)/', tests] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-imported-exists', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [tests, '^src/main\\.ts$', '\\.(css|md)$'] },
      to: {},
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser can use; with its default parser it would read nothing and be green.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
