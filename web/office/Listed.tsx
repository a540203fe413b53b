import type { ReactNode } from 'react'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Button, Empty, Skeleton } from '../kit/Parts.tsx'

const words = {
  more: { uk: 'Показати ще', en: 'Show more', ru: 'Показать ещё' },
}

type Pages = {
  error: unknown
  isPending: boolean
  data: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch: () => unknown
  fetchNextPage: () => Promise<unknown>
}
type Props = {
  pages: Pages
  /** How many rows there are so far. */
  count: number
  empty: string
  emptyHow?: ReactNode
  children: ReactNode
}

/** A list by pages in every state: coming, failed, empty, shown, and the way to more. */
export function Listed({ pages, count, empty, emptyHow, children }: Props) {
  const t = useWords(words)
  return (
    <>
      {Boolean(pages.error) && <Failed error={pages.error} retry={pages.refetch} />}
      {pages.isPending && <Skeleton rows={8} />}
      {Boolean(pages.data) && count === 0 && <Empty title={empty}>{emptyHow}</Empty>}
      {count > 0 && children}
      {pages.hasNextPage && (
        <Button
          className="w-full"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}
