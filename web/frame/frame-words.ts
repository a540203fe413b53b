export const words = {
  skip: { uk: 'До вмісту', en: 'Skip to content', ru: 'К содержанию' },
  menu: { uk: 'Розділи', en: 'Sections', ru: 'Разделы' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
}
