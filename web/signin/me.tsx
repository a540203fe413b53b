import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { call, signedOut } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { CurrencyContext, TimeZoneContext, useLanguage, useWords } from '../kit/language.ts'
import { Button, Skeleton } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { followChanges } from '../live.ts'
import { languageOfPerson } from './LanguageSwitch.tsx'
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

/** Which screens are whose: a shop sees its own orders, the office those of others. */
const SCREENS = {
  shop: (tenant: MyTenant) => can(tenant, 'order.place'),
  field: (tenant: MyTenant) => can(tenant, 'field.read') || can(tenant, 'rollout.contact'),
  office: (tenant: MyTenant) =>
    tenant.rights.some(({ right, scope }) => right === 'order.read' && scope !== 'own'),
} as const
export type Screen = keyof typeof SCREENS

const words = {
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
  elsewhere: {
    uk: 'Ваше робоче місце — не тут',
    en: 'Your place of work is elsewhere',
    ru: 'Ваше рабочее место — не здесь',
  },
  elsewhereWhy: {
    uk: 'Ваш номер відкриває інші сторінки:',
    en: 'Your number opens other pages:',
    ru: 'Ваш номер открывает другие страницы:',
  },
  shop: { uk: 'До магазину', en: 'To the shop', ru: 'В магазин' },
  field: { uk: 'До маршруту агента', en: 'To the agent’s route', ru: 'К маршруту агента' },
  office: { uk: 'До офісу', en: 'To the office', ru: 'В офис' },
  out: { uk: 'Вийти', en: 'Sign out', ru: 'Выйти' },
}

type GateProps = {
  code: string | null
  screen: Screen
  children: (place: Place) => ReactNode
}

/** Shows the screen to somebody signed in who belongs to a distributor; else the way there. */
export function Gate({ code, screen, children }: GateProps) {
  const queries = useQueryClient()
  const { choose } = useLanguage()
  const me = useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      const known = await call.identity.me({})
      const language = await languageOfPerson(known.person.language)
      if (language) choose(language)
      return known
    },
    staleTime: 60_000,
  })
  const tenants = me.data?.tenants.filter(SCREENS[screen]) ?? []
  const tenant = tenants.find((known) => known.code === code) ?? tenants[0]
  const followed = tenant?.code
  useEffect(() => (followed ? followChanges(followed, queries) : undefined), [followed, queries])
  if (signedOut(me.error)) return <SignIn />
  if (!me.data) {
    return (
      <main className="mx-auto max-w-md p-6">
        {me.error ? <Failed error={me.error} retry={me.refetch} /> : <Skeleton />}
      </main>
    )
  }
  if (!tenant) return <Elsewhere me={me.data} />
  return (
    <PlaceContext.Provider value={{ me: me.data, tenant }}>
      <TimeZoneContext.Provider value={tenant.timeZone}>
        <CurrencyContext.Provider value={tenant.currency}>
          {children({ me: me.data, tenant })}
        </CurrencyContext.Provider>
      </TimeZoneContext.Provider>
    </PlaceContext.Provider>
  )
}

/** Signed in, but not for this screen: the ones that are this person's. */
function Elsewhere({ me }: { me: Me }) {
  const t = useWords(words)
  const screens = Object.entries(SCREENS).filter(([, holds]) => me.tenants.some(holds))
  const known = screens.length > 0
  const title = known ? t.elsewhere : t.nobody
  useTitle(title)
  return (
    <main className="mx-auto max-w-md space-y-3 p-6">
      <h1 className="text-xl font-bold text-balance">{title}</h1>
      <p className="text-soft">{known ? t.elsewhereWhy : t.askAgent}</p>
      {screens.map(([screen]) => (
        <a
          key={screen}
          href={`/${screen}/`}
          className="grid min-h-11 place-items-center rounded-control bg-accent font-medium text-white"
        >
          {t[screen as Screen]}
        </a>
      ))}
      <Button
        className="w-full"
        onClick={() => void call.identity.signOut({}).finally(() => location.reload())}
      >
        {t.out}
      </Button>
    </main>
  )
}
