package cn.tongxing.idp.proofing.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places in plain words. */
class NetworkTableTest {

  @Test
  void thePlaceOfANetworkIsTheOperatorsAndAllOthersAreUnknown(@TempDir Path folder)
      throws Exception {
    Path table = folder.resolve("networks");
    Files.writeString(
        table,
        """
        # our own
        203.0.113.0/28 | 市政务大厅 | 市政務大廳 | City service hall

        2001:db8::/32|教育网|教育網|Schools
        """);
    NetworkTable places = NetworkTable.read(table);

    assertThat(places.of("203.0.113.7").orElseThrow().in(Locale.ENGLISH))
        .isEqualTo("City service hall");
    assertThat(places.of("2001:db8::1").orElseThrow().simplified()).isEqualTo("教育网");
    assertThat(places.of("203.0.113.99")).isEmpty();
    assertThat(places.of("")).isEmpty();
  }

  @Test
  void aTableThatIsNoneStopsTheStart(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("networks");
    for (String line :
        new String[] {"203.0.113.0/28 | 大厅", "hall | a | b | c", "10.0.0.0/8| | | "}) {
      Files.writeString(table, line);
      assertThatThrownBy(() -> NetworkTable.read(table))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line 1");
    }
    assertThatThrownBy(() -> NetworkTable.read(folder.resolve("none")))
        .hasMessageContaining("cannot be read");
  }
}
