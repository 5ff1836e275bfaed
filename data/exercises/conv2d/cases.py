"""Cases of `conv2d`."""

import numpy as np

from skillcheck.sandbox import expect


def _by_definition(img, kernel, stride=1, pad=0):
    """The formula, with 0 wherever the kernel reaches beyond the image."""
    (h, w), (a, b) = img.shape, kernel.shape
    rows, columns = (h + 2 * pad - a) // stride + 1, (w + 2 * pad - b) // stride + 1
    result = np.zeros((rows, columns))
    for i, j, u, v in np.ndindex(rows, columns, a, b):
        y, x = i * stride + u - pad, j * stride + v - pad
        if 0 <= y < h and 0 <= x < w:
            result[i, j] += float(kernel[u, v]) * float(img[y, x])
    return result


def example(conv2d):
    """The example from the task: the kernel is not flipped."""
    got = conv2d(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.array([[0, 1], [10, 0]]))
    expect.close_array(got, [[42, 53], [75, 86]])


def identity(conv2d):
    """A kernel with a single 1 in its middle gives the image back when padded by one."""
    img = np.random.default_rng(0).normal(size=(5, 4))
    kernel = np.zeros((3, 3))
    kernel[1, 1] = 1
    expect.close_array(conv2d(img, kernel, 1, 1), img)


def not_square(conv2d):
    """Images and kernels that are not square come out right, upright and lying."""
    rng = np.random.default_rng(1)
    for image, kernel in (((4, 7), (2, 3)), ((7, 4), (3, 1)), ((5, 6), (1, 4))):
        img, k = rng.normal(size=image), rng.normal(size=kernel)
        expect.close_array(conv2d(img, k), _by_definition(img, k))


def strides(conv2d):
    """A stride of 2 or 3 skips, and a last step that would leave the image is not made."""
    rng = np.random.default_rng(2)
    for size in (6, 7, 8):
        img, k = rng.normal(size=(size, size + 2)), rng.normal(size=(3, 2))
        for stride in (2, 3):
            expect.close_array(conv2d(img, k, stride), _by_definition(img, k, stride))


def padding(conv2d):
    """Padding is zeros on all four sides, also together with a stride."""
    rng = np.random.default_rng(3)
    img, k = rng.normal(5, 1, size=(4, 5)), rng.normal(size=(3, 3))
    for stride, pad in ((1, 1), (1, 2), (2, 1), (3, 2)):
        expect.close_array(conv2d(img, k, stride, pad), _by_definition(img, k, stride, pad))


def linear(conv2d):
    """Twice the image and a constant added to it move the result accordingly."""
    rng = np.random.default_rng(4)
    img, k = rng.normal(size=(6, 6)), rng.normal(size=(2, 2))
    once = expect.array(conv2d(img, k, 2), (3, 3))
    expect.close_array(conv2d(2 * img + 3, k, 2), 2 * once + 3 * k.sum(), 1e-8)


def bytes_of_an_image(conv2d):
    """Bytes do not wrap round: nine times 200 is 1800, and edges may be below 0."""
    img = np.full((3, 3), 200, dtype=np.uint8)
    expect.close_array(conv2d(img, np.ones((3, 3), dtype=np.uint8)), [[1800]])
    img[:, 2] = 10
    expect.close_array(conv2d(img, np.array([[-1, 1]])), [[0, -190]] * 3)


def too_large(conv2d):
    """A kernel larger than the padded image raises ValueError; one that just fits gives one number."""
    expect.raises("ValueError", conv2d, np.ones((3, 5)), np.ones((4, 2)))
    expect.raises("ValueError", conv2d, np.ones((5, 3)), np.ones((2, 6)), 1, 1)
    expect.close_array(conv2d(np.ones((2, 2)), np.ones((4, 4)), 1, 1), [[4]])


def photograph(conv2d):
    """On a piece of a photograph it agrees with scipy."""
    from scipy.signal import correlate2d
    from sklearn.datasets import load_sample_image

    grey = load_sample_image("china.jpg")[180:220, 300:350].mean(axis=2)
    sobel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    expect.close_array(conv2d(grey, sobel, 2, 1), correlate2d(np.pad(grey, 1), sobel, mode="valid")[::2, ::2])
