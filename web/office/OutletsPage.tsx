import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { call, errorText } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Alert, Badge, Button, Empty, Skeleton, TextField } from '../kit/Parts.tsx'
import { words } from './office-words.ts'

/** All outlets, found by name, code, town or address. */
export function OutletsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const pages = useInfiniteQuery({
    queryKey: ['outlets', distributor, 'office', search],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      call.outlets.list({
        distributor,
        limit: 100,
        ...(search ? { search } : {}),
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })
  const outlets = pages.data?.pages.flatMap((page) => page.outlets) ?? []
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-xl font-bold">{t.outlets}</h1>
        <TextField
          label={t.find}
          hideLabel
          placeholder={t.name}
          className="w-72"
          value={search}
          onChange={(event) =>
            setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })
          }
        />
      </div>
      {pages.error && <Alert tone="bad">{errorText(pages.error, t.offline)}</Alert>}
      {pages.isPending && <Skeleton rows={8} />}
      {pages.data && outlets.length === 0 && <Empty title={t.none} />}
      {outlets.length > 0 && (
        <section
          className="overflow-x-auto rounded-card border border-line bg-card"
          tabIndex={0}
          aria-label={t.outlets}
        >
          <table className="w-full text-sm">
            <thead className="text-left text-xs text-faint">
              <tr className="border-b border-line">
                {[t.code, t.name, t.city, t.address, t.type, t.class].map((head) => (
                  <th key={head} className="px-3 py-2 font-medium">
                    {head}
                  </th>
                ))}
                <th className="px-3 py-2" aria-label={t.takeOrder} />
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {outlets.map((outlet) => (
                <tr key={outlet.id} className="hover:bg-ground">
                  <td className="px-3 py-1.5 text-faint">{outlet.code}</td>
                  <td className="px-3 py-1.5">
                    <Link
                      href={`/o/${outlet.id}`}
                      className="inline-flex min-h-8 items-center font-medium text-accent"
                    >
                      {outlet.name}
                    </Link>
                  </td>
                  <td className="px-3 py-1.5">{outlet.city}</td>
                  <td className="px-3 py-1.5">{outlet.address}</td>
                  <td className="px-3 py-1.5">{outlet.outletType}</td>
                  <td className="px-3 py-1.5">
                    <Badge>{outlet.class}</Badge>
                  </td>
                  <td className="px-3 py-1.5 text-right">
                    <Link
                      href={`/entry/${outlet.id}`}
                      className="inline-flex min-h-8 items-center text-accent"
                    >
                      {t.takeOrder}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
