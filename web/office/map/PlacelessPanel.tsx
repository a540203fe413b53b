import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, errorText } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useWords } from '../../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import type { Place } from '../../map/projection.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { words } from './coverage-words.ts'
import { type Placing, useSavePlace } from './save-place.ts'
import { typedPlace } from './typed-place.ts'

type Outlet = Awaited<ReturnType<typeof call.outlets.withoutPlace>>['outlets'][number]
type Props = { distributor: string; placing: Placing; place: (placing: Placing) => void }

/** Outlets that no map can show, each with the ways to mend it. */
export function PlacelessPanel({ distributor, placing, place }: Props) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const pages = useInfiniteQuery({
    queryKey: ['placeless', distributor],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call.outlets.withoutPlace({
        distributor,
        limit: 50,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) return <Failed error={pages.error} retry={pages.refetch} />
  if (!pages.data) return <Skeleton rows={4} />
  const outlets = pages.data.pages.flatMap((page) => page.outlets)
  if (outlets.length === 0) return <Empty title={t.allPlaced} />
  const mayPlace = can(tenant, 'outlet.write')
  return (
    <div className="space-y-3" data-testid="placeless">
      <p className="text-sm text-soft">
        {t.withoutPlace}: {pages.data.pages[0]?.total}. {mayPlace && t.placelessLead}
      </p>
      {placing && <Alert>{t.clicking}</Alert>}
      {outlets.map((outlet) => (
        <Card key={outlet.id}>
          <h3 className="font-medium">{outlet.name}</h3>
          <p className="text-sm text-soft">
            {outlet.city}, {outlet.address} · {outlet.code}
          </p>
          {mayPlace && (
            <Ways distributor={distributor} outlet={outlet} placing={placing} place={place} />
          )}
        </Card>
      ))}
      {pages.hasNextPage && (
        <Button className="w-full" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}

function Ways({ distributor, outlet, placing, place }: Props & { outlet: Outlet }) {
  const t = useWords(words)
  const [typing, setTyping] = useState(false)
  const save = useSavePlace(distributor)
  const keep = (at: Place) => save.mutate({ outletId: outlet.id, ...at })
  const take = (at: Place) => {
    keep(at)
    place(null)
  }
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {outlet.proposals.map(({ town, region, latitude, longitude }) => (
        <Button
          key={`${latitude} ${longitude}`}
          busy={save.isPending}
          onClick={() => keep({ latitude, longitude })}
        >
          {t.take}: {town} ({region})
        </Button>
      ))}
      {outlet.proposals.length === 0 && <span className="text-sm text-faint">{t.noTown}</span>}
      <Button look="quiet" onClick={() => place(placing ? null : { take })}>
        {placing ? t.stop : t.click}
      </Button>
      <Button look="quiet" aria-expanded={typing} onClick={() => setTyping(!typing)}>
        {t.type}
      </Button>
      {typing && <TypedPlace keep={keep} busy={save.isPending} />}
      {save.error && <Alert tone="bad">{errorText(save.error, t.offline)}</Alert>}
    </div>
  )
}

function TypedPlace({ keep, busy }: { keep: (at: Place) => void; busy: boolean }) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  return (
    <form
      className="flex w-full flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        const at = typedPlace(text)
        setWrong(!at)
        if (at) keep(at)
      }}
    >
      <TextField
        label={t.typed}
        inputMode="text"
        placeholder="50.4501, 30.5234"
        className="grow"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="primary" busy={busy}>
        {t.save}
      </Button>
      {wrong && <Alert tone="bad">{t.unreadable}</Alert>}
    </form>
  )
}
