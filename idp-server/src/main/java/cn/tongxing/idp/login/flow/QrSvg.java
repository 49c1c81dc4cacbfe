package cn.tongxing.idp.login.flow;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as one SVG path, with the quiet zone that scanners need. */
final class QrSvg {

  private static final int QUIET = 4;

  private QrSvg() {}

  static String of(String content) {
    QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
    int side = code.size + 2 * QUIET;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (code.getModule(x, y)) { // false outside
          x++;
        }
        if (x > from) {
          String run = "M%d,%dh%dv1h-%3$dz".formatted(from + QUIET, y + QUIET, x - from);
          path.append(run);
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges" \
    aria-hidden="true"><path fill="#fff" d="M0,0h%1$dv%1$dH0z"/><path fill="#000" d="%2$s"/></svg>\
    """
        .formatted(side, path);
  }
}
