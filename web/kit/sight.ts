/** As a ref of what a press brought about: whoever pressed a button far below it would not see it. */
export const bringIntoSight = (told: HTMLElement | null) =>
  told?.scrollIntoView({ block: 'nearest' })
