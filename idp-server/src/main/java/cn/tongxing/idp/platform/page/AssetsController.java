package cn.tongxing.idp.platform.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Serves the assets. Nothing else on this server may be cached by a proxy.
 *
 * <p>During a rolling upgrade a page of one version may ask a node of the other: under a foreign
 * hash the present file is served, not to be stored, rather than a page without styles.
 */
@Controller
final class AssetsController {

  static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final Assets assets;

  AssetsController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping(Assets.ROOT + "{hash:[0-9a-f]{16}}/{name:[a-z.]+}")
  void asset(
      @PathVariable("hash") String hash,
      @PathVariable("name") String name,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Assets.Asset> found = assets.find(name);
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    String encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean gzip = encodings != null && encodings.contains("gzip");
    byte[] content = gzip ? found.get().gzip() : found.get().plain();
    // set, not added: the answers of this server say no-store before anything else
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, hash.equals(assets.hash()) ? FOR_GOOD : "no-store");
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (gzip) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.setContentType(found.get().type());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
