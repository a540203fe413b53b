import { useQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { useFilters } from '../use-filters.tsx'
import { MessageChannels } from './MessageChannels.tsx'
import { MessageLog } from './MessageLog.tsx'
import { MessageSetting } from './MessageSetting.tsx'
import { words } from './messages-words.ts'

const VIEWS = ['log', 'reach', 'outbox', 'setting'] as const

/** What was said to whom; the channels with what they came to; the rules. */
export function MessagesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { filters, show } = useFilters()
  const setting = useQuery({
    queryKey: ['message-setting', distributor],
    queryFn: () => call.messaging.setting({ distributor }),
  })
  const view = VIEWS.find((known) => known === filters.view) ?? 'log'
  const views = VIEWS.filter((name) => name !== 'outbox' || setting.data?.demo)
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} />
      <Chips
        label={t.title}
        chips={views.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'log' ? {} : { view: name }),
        }))}
      />
      {view === 'log' && <MessageLog distributor={distributor} />}
      {view === 'outbox' && <MessageLog distributor={distributor} outbox />}
      {view === 'reach' && <MessageChannels distributor={distributor} told={setting} />}
      {view === 'setting' && <MessageSetting distributor={distributor} told={setting} />}
    </div>
  )
}
