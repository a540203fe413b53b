import type { call } from '../call.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { CHANNEL, STATUS } from '../messages/message-words.ts'
import { words } from './invite-words.ts'

type Story = Awaited<ReturnType<typeof call.rollout.story>>
type Told = Story['invitations'][number]

/** A line of the story: how a shop was invited, by whom, and whether it came. */
export function StoryInvitation({ invitation }: { invitation: Told }) {
  const t = useWords(words)
  const f = useFormats()
  const { openedAt, signedInAt, revokedAt, madeName } = invitation
  const came = [
    openedAt && !signedInAt ? `${t.opened} ${f.moment(openedAt)}` : '',
    signedInAt ? `${t.signedIn} ${f.moment(signedInAt)}` : '',
    revokedAt ? t.revoked : '',
  ].filter((text) => text !== '')
  return (
    <>
      <strong>{t.invited}</strong>: <Way invitation={invitation} />
      <span className="block text-soft">{[madeName, ...came].join(' · ')}</span>
    </>
  )
}

function Way({ invitation: { way, channel, message } }: { invitation: Told }) {
  const t = useWords(words)
  const { language } = useLanguage()
  if (way === 'counter') return t.counter
  if (way === 'link') return t.byLink
  const by = CHANNEL[channel as keyof typeof CHANNEL]?.[language] ?? ''
  const status = STATUS[message as keyof typeof STATUS]?.[language] ?? ''
  return [by, status].filter((text) => text !== '').join(', ')
}
