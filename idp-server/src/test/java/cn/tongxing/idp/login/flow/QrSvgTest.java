package cn.tongxing.idp.login.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrSvgTest {

  private static final String ADDRESS =
      "https://app.example/open?bizSeq=abcdefghijklmnopqrstuvwxyz014718&orgID=TX350200&type=0";
  private static final Pattern RUN = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-(\\d+)z");

  @Test
  void everyModuleOfTheCodeIsDrawnInsideAQuietZone() {
    QrCode code = QrCode.encodeText(ADDRESS, QrCode.Ecc.MEDIUM);
    boolean[][] drawn = new boolean[code.size + 8][code.size + 8];
    Matcher run = RUN.matcher(QrSvg.of(ADDRESS));
    while (run.find()) {
      assertThat(run.group(3)).isEqualTo(run.group(4));
      for (int x = 0; x < Integer.parseInt(run.group(3)); x++) {
        drawn[Integer.parseInt(run.group(2))][Integer.parseInt(run.group(1)) + x] = true;
      }
    }
    for (int y = 0; y < drawn.length; y++) {
      for (int x = 0; x < drawn.length; x++) {
        assertThat(drawn[y][x]).as("%d, %d", x, y).isEqualTo(code.getModule(x - 4, y - 4));
      }
    }
  }
}
