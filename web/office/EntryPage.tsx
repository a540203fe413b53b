import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Button, Card, TextField } from '../kit/Parts.tsx'
import { CartPage } from '../order/CartPage.tsx'
import { LineEntry } from './LineEntry.tsx'
import { words } from './office-words.ts'

type Props = { distributor: string; outletId: string | null }

/** A phone call: find who calls, type the lines, place; all from the keyboard. */
export function EntryPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const [, go] = useLocation()
  if (!outletId) return <PickOutlet distributor={distributor} pick={(id) => go(`/entry/${id}`)} />
  return (
    <div className="space-y-4">
      <Caller distributor={distributor} outletId={outletId} />
      <LineEntry distributor={distributor} outletId={outletId} />
      <CartPage key={outletId} distributor={distributor} outletId={outletId} origin="call" />
      <Button onClick={() => go('/entry')}>{t.otherOutlet}</Button>
    </div>
  )
}

function Caller({ distributor, outletId }: { distributor: string; outletId: string }) {
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
  })
  return (
    <Card>
      <h1 className="text-xl font-bold">{outlet.data?.name ?? '…'}</h1>
      <p className="text-sm text-soft">
        {outlet.data && `${outlet.data.code} · ${outlet.data.city}, ${outlet.data.address}`}
        {outlet.data?.buyers.map((buyer) => ` · ${buyer.name} ${buyer.phone}`)}
      </p>
    </Card>
  )
}

function PickOutlet({ distributor, pick }: { distributor: string; pick: (id: string) => void }) {
  const t = useWords(words)
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const found = useQuery({
    queryKey: ['outlets', distributor, 'pick', search],
    enabled: search.trim().length > 0,
    placeholderData: keepPreviousData,
    queryFn: () => call.outlets.list({ distributor, search, limit: 8 }),
  })
  const outlets = search.trim() ? (found.data?.outlets ?? []) : []
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, outlets.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && outlets[at]) pick(outlets[at].id)
    else return
    event.preventDefault()
  }
  return (
    <div className="mx-auto max-w-2xl space-y-3">
      <h1 className="text-xl font-bold">{t.entry}</h1>
      <TextField
        label={t.pickOutlet}
        autoFocus
        value={search}
        onChange={(event) => {
          setSearch(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <ul className="divide-y divide-line rounded-card border border-line bg-card">
        {outlets.map((outlet, i) => (
          <li key={outlet.id}>
            <button
              type="button"
              className={`flex min-h-12 w-full items-center justify-between gap-3 px-4 text-left ${i === at ? 'bg-accent-pale' : ''}`}
              onClick={() => pick(outlet.id)}
            >
              <span className="font-medium">{outlet.name}</span>
              <span className="text-sm text-soft">
                {outlet.city}, {outlet.address} · {outlet.code}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
