// Shows messages when no page of ours is open, and says that they were shown.
self.addEventListener('push', (event) => {
  const { title, body, url } = event.data.json()
  const { pathname } = new URL(url)
  const shown = self.registration.showNotification(title, { body, data: pathname, tag: pathname })
  event.waitUntil(shown.then(() => fetch(`${pathname}/delivered`, { method: 'POST' })))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(event.notification.data))
})
