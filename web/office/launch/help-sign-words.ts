export const words = {
  title: {
    uk: 'Кому допомогти відпустити',
    en: 'Who needs help to let go',
    ru: 'Кому помочь отпустить',
  },
  lead: {
    uk: 'За чотири тижні й лише те, що частіше, ніж в інших, і не випадково. Порятувати пропажу — це допомога.',
    en: 'Of four weeks, and only what is more often than elsewhere, not by chance. A rescue is help.',
    ru: 'За четыре недели и только то, что чаще, чем у других, и не случайно. Спасти пропажу — это помощь.',
  },
  retyped: {
    uk: 'скасовує замовлення магазину й вводить його наново',
    en: 'cancels the shop’s order and types it anew',
    ru: 'отменяет заказ магазина и вводит его заново',
  },
  near_cut_off: {
    uk: 'знову вводить перед кінцем прийому за тих, хто замовляв сам',
    en: 'types again before the cut-off for shops that ordered alone',
    ru: 'снова вводит перед концом приёма за тех, кто заказывал сам',
  },
  falls: {
    uk: 'точки сповзають зі сходинок',
    en: 'outlets fall back on the ladder',
    ru: 'точки сползают со ступеней',
  },
  of: { uk: 'із', en: 'of', ru: 'из' },
  peers: { uk: 'в інших', en: 'others', ru: 'у других' },
}
