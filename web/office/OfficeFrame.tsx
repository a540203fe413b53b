import { User } from 'lucide-react'
import type { ReactNode } from 'react'
import { DeskFrame } from '../frame/DeskFrame.tsx'
import { useLanguage } from '../kit/language.ts'
import { can, usePlace } from '../signin/me.tsx'
import { useLateFeeds } from './exchange/feeds/use-feeds.ts'
import { SECTIONS } from './sections.ts'

/** The office's frame: what this role may open. */
export function OfficeFrame({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  const { me, tenant } = usePlace()
  const late = useLateFeeds(tenant.code)
  const groups = SECTIONS.map((group) =>
    group
      .filter((section) => can(tenant, section.right))
      .map((section) => ({
        ...section,
        name: section.name[language],
        ...(section.href === '/exchange' && { count: late }),
      })),
  )
  return (
    <DeskFrame
      head={tenant.name}
      foot={{ href: '/me', name: me.person.name, icon: User }}
      groups={groups}
    >
      {children}
    </DeskFrame>
  )
}
