import { useQuery } from '@tanstack/react-query'
import { Bell, MapPinned, Moon, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { call } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { usePlace } from '../signin/me.tsx'
import { words } from './field-words.ts'

/** The agent's frame: outlets, overnight, events, me. */
export function FieldFrame({ children }: { children: ReactNode }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const notices = useQuery({
    queryKey: ['notices', tenant.code],
    queryFn: () => call.field.notices({ distributor: tenant.code, limit: 50 }),
  })
  const tabs = [
    { href: '/', name: t.outlets, icon: MapPinned, count: 0 },
    { href: '/overnight', name: t.overnight, icon: Moon, count: 0 },
    { href: '/notices', name: t.notices, icon: Bell, count: notices.data?.unread ?? 0 },
    { href: '/me', name: t.me, icon: User, count: 0 },
  ]
  return (
    <div className="min-h-dvh pb-20">
      <header className="border-b border-line bg-card">
        <p className="mx-auto flex min-h-12 max-w-4xl items-center px-4 font-semibold">
          Tandem · {tenant.name}
        </p>
      </header>
      <main className="mx-auto max-w-4xl px-4 py-4">{children}</main>
      <nav
        aria-label="Tandem"
        className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-4 border-t border-line bg-card"
      >
        {tabs.map((tab) => (
          <Tab key={tab.href} {...tab} />
        ))}
      </nav>
    </div>
  )
}

type TabProps = { href: string; name: string; icon: typeof Bell; count: number }

function Tab({ href, name, icon: Icon, count }: TabProps) {
  const [active] = useRoute(href)
  return (
    <Link
      href={href}
      aria-current={active ? 'page' : undefined}
      className={`relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs ${active ? 'font-semibold text-accent' : 'text-soft'}`}
    >
      <Icon size={22} aria-hidden />
      {name}
      {count > 0 && (
        <span className="absolute top-1 left-1/2 ml-2 grid min-w-5 place-items-center rounded-full bg-accent px-1 text-[0.75rem] font-bold text-white">
          {count}
        </span>
      )}
    </Link>
  )
}
