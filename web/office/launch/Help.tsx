import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TROUBLE_NAMES } from '../../../src/modules/goals/help/trouble-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Empty, Skeleton } from '../../kit/Parts.tsx'
import { useFilters } from '../use-filters.tsx'
import { HelpList } from './HelpList.tsx'
import { HelpSigns } from './HelpSigns.tsx'
import { words } from './help-words.ts'

type Reply = Awaited<ReturnType<typeof call.goals.help>>
type Group = Reply['groups'][number]
const WAYS = ['agent', 'contact', 'wave'] as const
type Way = (typeof WAYS)[number]

/** Where the team needs help: by agent, by who spoke, by wave, and the outlets behind each number. */
export function Help({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { filters, show } = useFilters()
  const by = WAYS.find((way) => way === filters.by) ?? 'agent'
  const { group, trouble } = filters
  const help = useQuery({
    queryKey: ['launch', distributor, 'help', by, group, trouble],
    queryFn: () =>
      call.goals.help({
        ...{ distributor, by },
        ...(group && { group }),
        ...(trouble && trouble in TROUBLE_NAMES && { trouble: trouble as 'not_fit' }),
      }),
    placeholderData: keepPreviousData,
  })
  if (help.error) return <Failed error={help.error} retry={help.refetch} />
  if (!help.data) return <Skeleton rows={6} />
  const { data } = help
  if (data.outlets === 0) return <Empty title={t.noLaunch}>{t.noLaunchHow}</Empty>
  if (data.stuck === 0 && data.signs.length === 0) return <Empty title={t.none}>{t.noneHow}</Empty>
  return (
    <div className="space-y-4">
      <p className="max-w-3xl text-sm text-soft">{t.lead}</p>
      <Chips
        label={t.by}
        chips={WAYS.map((way) => ({
          key: way,
          name: t[way],
          pressed: way === by,
          choose: () => show({ view: 'help', by: way }),
        }))}
      />
      <Groups by={by} groups={data.groups.filter(({ stuck }) => stuck > 0)} />
      <HelpSigns signs={data.signs} />
      <HelpList help={data} />
    </div>
  )
}

const useGroupName = (by: Way) => {
  const t = useWords(words)
  return ({ id, name }: Pick<Group, 'id' | 'name'>) => {
    if (by === 'wave') return `${t.waveName} ${name}`
    if (id !== 'nobody') return name
    return by === 'agent' ? t.nobody_agent : t.nobody_contact
  }
}

function Groups({ by, groups }: { by: Way; groups: Group[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { filters, show } = useFilters()
  const nameOf = useGroupName(by)
  return (
    <ul
      aria-label={t[by]}
      data-testid="help-groups"
      className="divide-y divide-line rounded-card border border-line bg-card"
    >
      {groups.map((group) => (
        <li key={group.id} className="grid gap-2 p-3 md:grid-cols-[14rem_16rem_1fr]">
          <span className="md:py-2">
            <strong>{nameOf(group)}</strong>{' '}
            {group.focus && <span className="text-faint">{t[group.focus]}</span>}
          </span>
          <span className="flex flex-wrap items-center gap-2">
            <Pick
              pressed={filters.group === group.id && !filters.trouble}
              pick={() => show({ view: 'help', by, group: group.id })}
            >
              {t.stuckOf} {f.number(group.stuck)} {t.of} {f.number(group.outlets)}
            </Pick>
            {group.above && (
              <Badge tone="warn">
                {t.above}: {f.number(Math.round(group.peersBp / 100))} %
              </Badge>
            )}
          </span>
          <span className="flex flex-wrap gap-2">
            {Object.entries(TROUBLE_NAMES).map(([trouble, { name }]) => {
              const count = group.troubles[trouble as 'not_fit']
              if (!count) return null
              return (
                <Pick
                  key={trouble}
                  pressed={filters.group === group.id && filters.trouble === trouble}
                  pick={() => show({ view: 'help', by, group: group.id, trouble })}
                >
                  {name[language]}: {f.number(count)}
                </Pick>
              )
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

type PickProps = { pressed: boolean; pick: () => void; children: ReactNode }

/** A number that opens the outlets behind it. */
function Pick({ pressed, pick, children }: PickProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={`min-h-11 rounded-control border px-3 text-left text-sm ${pressed ? 'border-accent bg-accent-pale font-medium' : 'border-line hover:border-accent'}`}
      onClick={pick}
    >
      {children}
    </button>
  )
}
