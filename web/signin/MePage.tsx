import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { phoneText } from '../kit/phone-text.ts'
import { useTitle } from '../kit/title.ts'
import { page } from '../part.tsx'
import { deviceName } from './device-name.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { usePlace } from './me.tsx'

const MyMessages = page(async () => (await import('../messages/MyMessages.tsx')).MyMessages, 3)

const words = {
  language: { uk: 'Мова', en: 'Language', ru: 'Язык' },
  sessions: { uk: 'Мої пристрої', en: 'My devices', ru: 'Мои устройства' },
  current: { uk: 'цей пристрій', en: 'this device', ru: 'это устройство' },
  revoke: { uk: 'Від’єднати', en: 'Disconnect', ru: 'Отключить' },
  revokeOthers: {
    uk: 'Від’єднати всі інші',
    en: 'Disconnect all others',
    ru: 'Отключить все остальные',
  },
  out: { uk: 'Вийти', en: 'Sign out', ru: 'Выйти' },
  unknownDevice: { uk: 'Інший пристрій', en: 'Another device', ru: 'Другое устройство' },
  seen: { uk: 'востаннє', en: 'last seen', ru: 'последний раз' },
}

/** My name, language, and the devices where I am signed in; each can be closed at once. */
export function MePage() {
  const t = useWords(words)
  const f = useFormats()
  const { me, tenant } = usePlace()
  useTitle(me.person.name)
  const queries = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => call.identity.mySessions({}) })
  const revoke = useMutation({
    mutationFn: (sessionId: string) => call.identity.revokeSession({ sessionId }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const revokeOthers = useMutation({
    mutationFn: () => call.identity.closeOthers({}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const others = sessions.data?.sessions.filter((session) => !session.current) ?? []
  const signOut = useMutation({
    mutationFn: () => call.identity.signOut({}),
    onSettled: () => location.assign(`/${location.pathname.split('/')[1]}/`),
  })
  return (
    <div className="mx-auto max-w-xl space-y-4">
      <Card>
        <h1 className="text-xl font-bold">{me.person.name}</h1>
        <p className="text-soft">{phoneText(me.person.phone)}</p>
        <div className="mt-4 flex items-center justify-between">
          <span className="text-sm text-soft">{t.language}</span>
          <LanguageSwitch />
        </div>
      </Card>
      <Card>
        <h2 className="mb-2 font-semibold">{t.sessions}</h2>
        {sessions.error && <Failed error={sessions.error} retry={sessions.refetch} />}
        {sessions.isPending && <Skeleton rows={1} />}
        <ul className="divide-y divide-line">
          {sessions.data?.sessions.map((session) => (
            <li key={session.id} className="flex items-center justify-between gap-3 py-2">
              <span className="min-w-0 text-sm">
                <span className="block truncate">
                  {deviceName(session.userAgent) ?? t.unknownDevice}
                </span>
                <span className="text-xs text-faint">
                  {t.seen} {f.moment(session.seenAt)}
                </span>
              </span>
              {session.current ? (
                <Badge tone="good">{t.current}</Badge>
              ) : (
                <Button look="danger" onClick={() => revoke.mutate(session.id)}>
                  {t.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <Button
            look="danger"
            className="mt-3 w-full"
            busy={revokeOthers.isPending}
            onClick={() => revokeOthers.mutate()}
          >
            {t.revokeOthers}
          </Button>
        )}
        {revokeOthers.error && <Failed error={revokeOthers.error} />}
      </Card>
      <MyMessages distributor={tenant.code} />
      <Button className="w-full" onClick={() => signOut.mutate()}>
        {t.out}
      </Button>
    </div>
  )
}
