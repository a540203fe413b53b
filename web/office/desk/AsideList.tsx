import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Aside } from '../../../src/modules/rollout/contract.ts'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call, errorText } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { words } from './aside-words.ts'
import { isTyping } from './keys.ts'

type Props = { distributor: string; rows: Aside[] }
type Deed = 'agree' | 'again' | 'bring'

/** What can be decided of an outlet now; nobody alone keeps one with its agent. */
const mayDo = (row: Aside): Deed[] => {
  if (row.endedAt) return []
  if (row.waits) return row.mine ? ['bring'] : ['agree', 'bring']
  return row.kind === 'stays_with_agent' && row.mine ? ['bring'] : ['again', 'bring']
}

/** The outlets that are set aside: arrows choose one, one key decides. */
export function AsideList({ distributor, rows }: Props) {
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const decide = useDecide(distributor)
  const chosen = Math.min(at, rows.length - 1)
  const move = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, chosen + by))
    setAt(next)
    list.current?.children[next]?.querySelector('a')?.focus()
  }
  const act = (deed: Deed) => {
    const row = rows[chosen]
    if (row && mayDo(row).includes(deed) && !decide.isPending) decide.mutate({ row, deed })
  }
  useListKeys({ move, act })
  return (
    <ul ref={list} className="space-y-2" data-testid="asides">
      {rows.map((row, i) => (
        <li
          key={`${row.outletId} ${row.since}`}
          aria-current={i === chosen}
          onFocus={() => setAt(i)}
          className={`rounded-card border bg-card p-4 ${i === chosen ? 'border-accent' : 'border-line'}`}
        >
          <AsideRow
            row={row}
            busy={decide.isPending}
            decide={(deed) => decide.mutate({ row, deed })}
          />
        </li>
      ))}
    </ul>
  )
}

function useDecide(distributor: string) {
  const t = useWords(words)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ row: { outletId }, deed }: { row: Aside; deed: Deed }) => {
      if (deed === 'agree') await call.rollout.confirmAside({ distributor, outletId })
      else if (deed === 'again') await call.rollout.reviewAside({ distributor, outletId })
      else await call.rollout.endAside({ distributor, outletId })
    },
    onSuccess: (_, { row, deed }) => {
      const done = { agree: t.agreed, again: t.kept, bring: t.brought }
      toast({ text: `${done[deed]}: ${row.name}` })
    },
    onError: (error) => toast({ text: errorText(error, t.offline) }),
    onSettled: () =>
      Promise.all(
        ['asides', 'story', 'desk', 'launch'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  })
}

type RowProps = { row: Aside; busy: boolean; decide: (deed: Deed) => void }

function AsideRow({ row, busy, decide }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const keys = { agree: 'A', again: 'R', bring: 'B' }
  return (
    <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_auto] lg:items-center">
      <div className="min-w-0">
        <Link
          href={`/o/${row.outletId}`}
          className="inline-flex min-h-11 items-center font-semibold text-accent"
        >
          {row.name}
        </Link>
        <span className="mb-1 block text-sm text-faint">
          {[row.code, row.city, STEP_NAMES[row.step]?.[language]].filter(Boolean).join(' · ')}
        </span>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={row.endedAt ? 'plain' : 'warn'}>{t[row.kind]}</Badge>
          {row.waits && <Badge tone="accent">{t.waiting}</Badge>}
          {row.due && <Badge tone="bad">{t.due}</Badge>}
        </p>
        <p className="mt-1">{row.reason}</p>
      </div>
      <Facts row={row} />
      <div className="flex flex-wrap gap-2 lg:justify-end">
        {mayDo(row).map((deed) => (
          <Button key={deed} disabled={busy} onClick={() => decide(deed)}>
            {t[deed]} <kbd>{keys[deed]}</kbd>
          </Button>
        ))}
        {row.endedAt && <span className="text-sm text-soft">{f.moment(row.endedAt)}</span>}
      </div>
    </div>
  )
}

function Facts({ row }: { row: Aside }) {
  const t = useWords(words)
  const f = useFormats()
  const facts: [string, string][] = [
    [t.asked, `${row.askedName ?? '—'}, ${f.moment(row.since)}`],
    ...(row.kind === 'stays_with_agent'
      ? [[t.confirmed, row.confirmedName ?? t.nobody] as [string, string]]
      : []),
    ...(row.reviewedAt
      ? [
          [t.reviewed, `${row.reviewedName ?? '—'}, ${f.moment(row.reviewedAt)}`] as [
            string,
            string,
          ],
        ]
      : []),
    row.endedAt ? [t.back, row.endedName ?? '—'] : [t.reviewOn, f.fullDay(row.reviewOn)],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
      {facts.map(([name, told]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd>{told}</dd>
        </div>
      ))}
    </dl>
  )
}

const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
])
const DEEDS = new Map<string, Deed>([
  ['KeyA', 'agree'],
  ['KeyR', 'again'],
  ['KeyB', 'bring'],
])
type Keys = { move: (by: number) => void; act: (deed: Deed) => void }

function useListKeys(keys: Keys): void {
  const current = useRef(keys)
  useLayoutEffect(() => {
    current.current = keys
  })
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const [by, deed] = [STEPS.get(event.code), DEEDS.get(event.code)]
      if (isTyping(event) || !(by || deed)) return
      event.preventDefault()
      if (by) current.current.move(by)
      if (deed && !event.repeat) current.current.act(deed)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
