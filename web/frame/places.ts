import type { LucideIcon } from 'lucide-react'

export type Place = {
  href: string
  name: string
  icon: LucideIcon
  count?: number
  /** Beginnings of other addresses that belong to it. */
  under?: string[]
}

/** Whether the address is a place's own or one below it. */
export function isHere(
  address: string,
  { href, under = [] }: Pick<Place, 'href' | 'under'>,
): boolean {
  if (address === href) return true
  return [href, ...under].some(
    (path) => path !== '/' && (address === path || address.startsWith(`${path}/`)),
  )
}
