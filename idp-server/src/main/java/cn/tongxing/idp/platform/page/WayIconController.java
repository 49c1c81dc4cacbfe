package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Serves the icons of ways that an operator has set, each under the hash of its content. Whoever
 * opens one by itself gets a document that may do nothing.
 */
@Controller
final class WayIconController {

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

  private final AdapterHost adapters;

  WayIconController(AdapterHost adapters) {
    this.adapters = adapters;
  }

  @GetMapping(OfferedAdapter.ICONS + "{name:[0-9a-f]{32}\\.png}")
  void icon(@PathVariable("name") String name, HttpServletResponse response) throws IOException {
    Optional<byte[]> found = adapters.icon(name);
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    // set, not added: the answers of this server say no-store before anything else
    response.setHeader("Cache-Control", AssetsController.FOR_GOOD);
    response.setHeader("Content-Security-Policy", NOTHING);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(MediaType.IMAGE_PNG_VALUE);
    response.setContentLength(found.get().length);
    response.getOutputStream().write(found.get());
  }
}
