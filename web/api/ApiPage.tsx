import { useQuery } from '@tanstack/react-query'
import { Badge, Card, Skeleton } from '../kit/Parts.tsx'

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

/** The REST calls, read from the OpenAPI document that the server makes from its contracts. */
export function ApiPage() {
  const spec = useQuery({
    queryKey: ['openapi'],
    queryFn: async () => (await (await fetch('/api/openapi.json')).json()) as Document,
  })
  if (!spec.data) return <Skeleton />
  const { info, paths } = spec.data
  return (
    <main className="mx-auto max-w-4xl space-y-4 px-4 py-8">
      <h1 className="text-2xl font-bold">
        {info.title} API {info.version}
      </h1>
      <p className="text-soft">
        {info.description} The machine-readable document:{' '}
        <a className="text-accent underline" href="/api/openapi.json">
          /api/openapi.json
        </a>
      </p>
      {Object.entries(paths).map(([path, operations]) =>
        Object.entries(operations).map(([method, operation]) => (
          <Card key={`${method} ${path}`}>
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={method === 'get' ? 'good' : 'accent'}>{method.toUpperCase()}</Badge>
              <code className="break-all">/api{path}</code>
            </p>
            <p className="mt-2 font-medium">{operation.summary}</p>
            <p className="text-sm text-soft">{operation.description}</p>
            <details className="mt-2 text-sm">
              <summary className="min-h-8 cursor-pointer text-accent">Request and replies</summary>
              <pre className="overflow-x-auto rounded-control bg-ground p-3 text-xs" tabIndex={0}>
                {JSON.stringify(operation, null, 2)}
              </pre>
            </details>
          </Card>
        )),
      )}
    </main>
  )
}
