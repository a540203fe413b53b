import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { PageHead } from '../frame/PageHead.tsx'
import { useLanguage, useWords } from '../kit/language.ts'
import { Badge } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { Table } from '../kit/Table.tsx'
import { ExportButton } from './ExportButton.tsx'
import { Listed } from './Listed.tsx'
import { words } from './office-words.ts'
import { outletType } from './place-kinds.ts'
import { useFilters } from './use-filters.tsx'

/** All outlets, found by name, code, town or address. */
export function OutletsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters, set } = useFilters()
  const search = filters.q ?? ''
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
  // A row on a phone is a card under its first cell: the name tells the shops apart, the code does not.
  const shownHeads = [t.name, t.code, ...heads.slice(2)]
  return (
    <div className="space-y-4">
      <PageHead title={t.outlets}>
        <ExportButton<string>
          file="outlets.csv"
          heads={heads}
          load={async (after) => {
            const page = await call.outlets.list({
              ...{ distributor, limit: 200 },
              ...(search ? { search } : {}),
              ...(after ? { after } : {}),
            })
            const rows = page.outlets.map((row) => [
              ...[row.code, row.name, row.city, row.address],
              ...[outletType(row.outletType, language), row.class],
            ])
            return { rows, next: page.next }
          }}
        />
      </PageHead>
      <SearchBox
        label={t.findOutlet}
        clearLabel={t.clear}
        className="max-w-xl"
        value={search}
        onSearch={(q) => set({ q })}
      />
      <Listed
        pages={pages}
        count={outlets.length}
        empty={search ? t.none : t.noOutlets}
        emptyHow={search ? t.noneHow : t.noOutletsHow}
      >
        <Table label={t.outlets} heads={[...shownHeads, { name: t.takeOrder, hidden: true }]}>
          {outlets.map((outlet) => (
            <tr key={outlet.id}>
              <td className="min-w-44">
                <Link
                  href={`/o/${outlet.id}`}
                  className="inline-flex min-h-8 items-center font-medium text-accent"
                >
                  {outlet.name}
                </Link>
              </td>
              <td className="whitespace-nowrap text-faint">{outlet.code}</td>
              <td>{outlet.city}</td>
              <td className="min-w-40">{outlet.address}</td>
              <td>{outletType(outlet.outletType, language)}</td>
              <td>
                <Badge>{outlet.class}</Badge>
              </td>
              <td className="figure">
                <Link
                  href={`/entry/${outlet.id}`}
                  className="inline-flex min-h-8 items-center whitespace-nowrap text-accent hover:underline"
                >
                  {t.takeOrder}
                </Link>
              </td>
            </tr>
          ))}
        </Table>
      </Listed>
    </div>
  )
}
