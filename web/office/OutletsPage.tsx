import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useWords } from '../kit/language.ts'
import { Badge, Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { Table } from '../kit/Table.tsx'
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
  const heads = [t.code, t.name, t.city, t.address, t.type, t.class]
  return (
    <div className="space-y-4">
      <PageHead title={t.outlets} />
      <SearchBox
        label={t.findOutlet}
        clearLabel={t.clear}
        className="max-w-xl"
        value={search}
        onSearch={(q) => setParams(q ? { q } : {}, { replace: true })}
      />
      {pages.error && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={8} />}
      {pages.data && outlets.length === 0 && <Empty title={t.none} />}
      {outlets.length > 0 && (
        <Table label={t.outlets} heads={[...heads, { name: t.takeOrder, hidden: true }]}>
          {outlets.map((outlet) => (
            <tr key={outlet.id}>
              <td className="text-faint">{outlet.code}</td>
              <td>
                <Link
                  href={`/o/${outlet.id}`}
                  className="inline-flex min-h-8 items-center font-medium text-accent"
                >
                  {outlet.name}
                </Link>
              </td>
              <td>{outlet.city}</td>
              <td>{outlet.address}</td>
              <td>{outlet.outletType}</td>
              <td>
                <Badge>{outlet.class}</Badge>
              </td>
              <td className="figure">
                <Link
                  href={`/entry/${outlet.id}`}
                  className="inline-flex min-h-8 items-center text-accent"
                >
                  {t.takeOrder}
                </Link>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
