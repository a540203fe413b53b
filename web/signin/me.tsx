import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { call, signedOut } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { Alert, Button, Empty, Skeleton } from '../kit/Parts.tsx'
import { followChanges } from '../live.ts'
import { SignIn } from './SignIn.tsx'

type Me = Awaited<ReturnType<typeof call.identity.me>>
type MyTenant = Me['tenants'][number]
type Place = { me: Me; tenant: MyTenant }

const PlaceContext = createContext<Place | null>(null)

/** Who I am and the distributor of the path. */
export function usePlace(): Place {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('outside a distributor')
  return place
}

export const can = (tenant: MyTenant, right: string): boolean =>
  tenant.rights.some((held) => held.right === right)

const words = {
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
  again: { uk: 'Спробувати ще раз', en: 'Try again', ru: 'Повторить' },
  nobody: {
    uk: 'Ваш номер ще не підключений до жодного дистриб’ютора',
    en: 'Your number is not connected to a distributor yet',
    ru: 'Ваш номер ещё не подключён ни к одному дистрибьютору',
  },
  askAgent: {
    uk: 'Попросіть свого торгового агента додати вас.',
    en: 'Ask your field agent to add you.',
    ru: 'Попросите своего торгового агента добавить вас.',
  },
  out: { uk: 'Вийти', en: 'Sign out', ru: 'Выйти' },
}

/** Shows the screen to somebody signed in who belongs to a distributor; else the way there. */
export function Gate({
  code,
  needs,
  children,
}: {
  code: string | null
  needs: string
  children: (place: Place) => ReactNode
}) {
  const t = useWords(words)
  const queries = useQueryClient()
  const me = useQuery({ queryKey: ['me'], queryFn: () => call.identity.me({}), staleTime: 60_000 })
  const tenants = me.data?.tenants.filter((tenant) => can(tenant, needs)) ?? []
  const tenant = tenants.find((known) => known.code === code) ?? tenants[0]
  const followed = tenant?.code
  useEffect(() => (followed ? followChanges(followed, queries) : undefined), [followed, queries])
  if (signedOut(me.error)) return <SignIn />
  if (me.error) {
    return (
      <main className="mx-auto max-w-md space-y-3 p-6">
        <Alert tone="bad">{t.offline}</Alert>
        <Button onClick={() => void me.refetch()}>{t.again}</Button>
      </main>
    )
  }
  if (!me.data) return <Skeleton />
  if (!tenant) {
    return (
      <main className="mx-auto max-w-md space-y-3 p-6">
        <Empty title={t.nobody}>{t.askAgent}</Empty>
        <Button
          className="w-full"
          onClick={() => void call.identity.signOut({}).then(() => queries.clear())}
        >
          {t.out}
        </Button>
      </main>
    )
  }
  const place = { me: me.data, tenant }
  return <PlaceContext.Provider value={place}>{children(place)}</PlaceContext.Provider>
}
