package cn.tongxing.idp.proofing.place;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the sign-in history, and an upstream that shows it, know of places ({@code idp.places.*}).
 *
 * @param networks a file in UTF-8 with a line for each network whose place the operator knows: the
 *     network in CIDR notation and its name in simplified Chinese, traditional Chinese and English,
 *     with {@code |} between them; the first that fits counts, lines with {@code #} are passed by.
 *     Without it every place is unknown
 */
@ConfigurationProperties("idp.places")
record PlaceSettings(@Nullable Path networks) {

  PlaceSettings {
    if (networks != null) {
      var _ = NetworkTable.read(networks); // a table that cannot be read stops the start
    }
  }
}
