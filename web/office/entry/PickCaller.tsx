import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useWords } from '../../kit/language.ts'
import { TextField } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { words } from './entry-words.ts'

type Props = { distributor: string; pick: (outletId: string) => void }
type Found = Awaited<ReturnType<typeof call.outlets.list>>['outlets'][number]

const FOUND_MAX = 8

const search = (distributor: string, text: string) => ({
  queryKey: ['outlets', distributor, 'pick', text],
  queryFn: () => call.outlets.list({ distributor, search: text, limit: FOUND_MAX }),
})

/** Who calls: by phone, name, code or town, from the keyboard. */
export function PickCaller({ distributor, pick }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const text = typed.trim()
  const found = useQuery({ ...search(distributor, text), enabled: text.length > 0 })
  const outlets = text ? (found.data?.outlets ?? []) : []
  const enter = async () => {
    if (!text) return
    // Enter before the answer is for what was typed, not for what was found before it.
    const known =
      found.data ?? (await queries.fetchQuery(search(distributor, text)).catch(() => null))
    const chosen = known?.outlets[found.data ? at : 0]
    if (chosen) pick(chosen.id)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, outlets.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Escape') setTyped('')
    else if (event.key === 'Enter') void enter()
    else return
    event.preventDefault()
  }
  return (
    <div className="space-y-3">
      <TextField
        label={t.pickOutlet}
        autoFocus
        autoComplete="off"
        maxLength={100}
        data-testid="caller"
        role="combobox"
        aria-expanded={outlets.length > 0}
        aria-controls="found-outlets"
        aria-activedescendant={outlets[at] ? `caller-${at}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <p className="text-xs text-faint">{t.pickKeys}</p>
      {found.error && <Failed error={found.error} retry={found.refetch} />}
      {found.isSuccess && text !== '' && outlets.length === 0 && (
        <p role="status" className="text-soft">
          {t.nobody}. {t.nobodyHow}
        </p>
      )}
      {outlets.length > 0 && <FoundOutlets outlets={outlets} at={at} pick={pick} />}
    </div>
  )
}

type ListProps = { outlets: Found[]; at: number; pick: (outletId: string) => void }

const FoundOutlets = ({ outlets, at, pick }: ListProps) => (
  <div
    id="found-outlets"
    role="listbox"
    className="divide-y divide-line overflow-hidden rounded-card border border-line bg-card"
  >
    {outlets.map((outlet, i) => (
      <div
        key={outlet.id}
        id={`caller-${i}`}
        role="option"
        aria-selected={i === at}
        tabIndex={-1}
        className={`flex min-h-12 cursor-pointer flex-wrap items-center justify-between gap-x-4 px-4 py-1 ${i === at ? 'bg-accent-pale' : 'hover:bg-ground'}`}
        onMouseDown={(event) => {
          event.preventDefault()
          pick(outlet.id)
        }}
      >
        <span>
          <strong className="font-medium">{outlet.name}</strong>{' '}
          <span className="text-sm text-soft">
            {outlet.code} · {outlet.city}, {outlet.address}
          </span>
        </span>
        {outlet.buyer && (
          <span className="text-sm text-soft">
            {outlet.buyer.name} {phoneText(outlet.buyer.phone)}
          </span>
        )}
      </div>
    ))}
  </div>
)
