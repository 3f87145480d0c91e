/* photo.js: a photo is made small and square before it is sent, so that one from a phone fits. Without this script, or where the
 * browser cannot, the file goes as it is. */
(() => {
  const SIDE = 480, QUALITY = 0.85;
  const input = document.querySelector('input[type=file][data-photo]');
  if (!input || !('createImageBitmap' in window) || !('DataTransfer' in window)) return;

  async function smaller(file) {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const side = Math.min(image.width, image.height), canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.min(side, SIDE);
    canvas.getContext('2d').drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return new File([blob], 'photo.jpg', { type: 'image/jpeg' });
  }
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file || file.name === 'photo.jpg') return;
    try {
      const files = new DataTransfer();
      files.items.add(await smaller(file));
      input.files = files.files;
    } catch { /* no picture that the browser knows: the server says so */ }
  });
})();
