package cn.tongxing.idp.platform.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Serves the assets. Nothing else on this server may be cached by a proxy.
 *
 * <p>During a rolling upgrade a page of one version may ask a node of the other: under a foreign
 * hash the present file is served, not to be stored, rather than a page without styles.
 */
@Controller
final class AssetsController {

  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Assets assets;

  AssetsController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping(Assets.ROOT + "{hash:[0-9a-f]{16}}/{name:[a-z.]+}")
  ResponseEntity<byte[]> asset(
      @PathVariable("hash") String hash,
      @PathVariable("name") String name,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String encodings) {
    boolean gzip = encodings != null && encodings.contains("gzip");
    CacheControl caching = hash.equals(assets.hash()) ? FOR_GOOD : CacheControl.noStore();
    return assets
        .find(name)
        .map(asset -> answer(asset, gzip, caching))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private static ResponseEntity<byte[]> answer(
      Assets.Asset asset, boolean gzip, CacheControl caching) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .cacheControl(caching)
            .header(HttpHeaders.CONTENT_TYPE, asset.type())
            .header("X-Content-Type-Options", "nosniff")
            .varyBy(HttpHeaders.ACCEPT_ENCODING);
    if (gzip) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return answer.body(gzip ? asset.gzip() : asset.plain());
  }
}
