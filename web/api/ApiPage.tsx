import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import examples from '../../docs/api-examples.md?raw'
import { Failed } from '../Failed.tsx'
import { Badge, Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { useTitle } from '../kit/title.ts'

type Operation = {
  summary?: string
  description?: string
  tags?: string[]
  requestBody?: unknown
  parameters?: { name: string; in: string; required?: boolean }[]
}
type Document = {
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
}

type Call = { path: string; method: string; operation: Operation }

/** The REST calls, read from the OpenAPI document that the server makes from its contracts. */
export function ApiPage() {
  useTitle('API')
  const [search, setSearch] = useState('')
  const spec = useQuery({
    queryKey: ['openapi'],
    queryFn: async () => (await (await fetch('/api/openapi.json')).json()) as Document,
  })
  const calls = callsOf(spec.data).filter((one) => holds(one, search))
  return (
    <main className="mx-auto max-w-4xl space-y-4 px-4 py-8">
      <h1 className="text-2xl font-bold">
        {spec.data?.info.title ?? 'Tandem'} API {spec.data?.info.version}
      </h1>
      <p className="text-soft">
        {spec.data?.info.description} The machine-readable document:{' '}
        <a className="break-all text-accent underline" href="/api/openapi.json">
          /api/openapi.json
        </a>
      </p>
      <SearchBox
        label="Find a call: a word or a path"
        clearLabel="Clear"
        value={search}
        onSearch={setSearch}
      />
      {spec.error && <Failed error={spec.error} retry={spec.refetch} />}
      {spec.isPending && <Skeleton rows={6} />}
      {spec.data && calls.length === 0 && <Empty title="No such call" />}
      {calls.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-card">
          {calls.map((one) => (
            <li key={`${one.method} ${one.path}`}>
              <CallDetails {...one} />
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}

const callsOf = (document: Document | undefined): Call[] =>
  Object.entries(document?.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  )

const holds = ({ path, method, operation }: Call, search: string) =>
  `${method} ${path} ${operation.summary}`.toLowerCase().includes(search.trim().toLowerCase())

const CallDetails = ({ path, method, operation }: Call) => (
  <details className="group p-3">
    <summary className="min-h-8 cursor-pointer">
      <span className="inline-flex max-w-[92%] flex-wrap items-center gap-x-2 align-middle">
        <Badge tone={method === 'get' ? 'good' : 'accent'}>{method.toUpperCase()}</Badge>
        <code className="text-sm break-all">/api{path}</code>
        <span className="text-sm text-soft">{operation.summary}</span>
      </span>
    </summary>
    <p className="mt-2 text-sm text-soft">{operation.description}</p>
    <Example of={`${method.toUpperCase()} ${path}`} />
    <pre className="mt-2 overflow-x-auto rounded-control bg-ground p-3 text-xs" tabIndex={0}>
      {JSON.stringify(operation, null, 2)}
    </pre>
  </details>
)

// The document of examples has a heading per call; what follows it is its text.
const EXAMPLES = new Map(
  examples
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [call = '', ...lines] = part.split('\n')
      return [call, lines.join('\n').trim()]
    }),
)

function Example({ of }: { of: string }) {
  const text = EXAMPLES.get(of)
  if (!text) return null
  return (
    <pre
      data-testid="example"
      className="mt-2 overflow-x-auto rounded-control bg-ground p-3 text-xs"
      tabIndex={0}
    >
      {text.replaceAll(/^ {4}/gm, '')}
    </pre>
  )
}
