package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Page;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Answers with pages of a sign-in that are cut once for each outline and filled for each request.
 * The templates stay what they are and are interpreted once; a page that has no outline is
 * interpreted each time.
 */
final class CutPages implements ViewResolver, Ordered {

  private static final String SIGN_IN = "sign-in/";

  /** Request attribute: what a self-service machine's pages say besides, which is in no outline. */
  private static final String KIOSK = "kiosk";

  /** Some hundreds of pages: a city's applications, languages and ways. */
  private static final int LARGEST = 12 << 20;

  private final ViewResolver templates;
  private final Cache<PageOutline, CutPage> cut =
      Caffeine.newBuilder()
          .maximumWeight(LARGEST)
          .weigher((PageOutline outline, CutPage page) -> page.weight())
          .build();

  CutPages(ViewResolver templates) {
    this.templates = templates;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) throws Exception {
    if (!name.startsWith(SIGN_IN)) {
      return null;
    }
    View template = templates.resolveViewName(name, locale);
    return template == null ? null : new CutView(name, template);
  }

  private final class CutView implements View {

    private final String name;
    private final View template;

    private CutView(String name, View template) {
      this.name = name;
      this.template = template;
    }

    @Override
    public String getContentType() {
      return MediaType.TEXT_HTML_VALUE;
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      Optional<PageOutline.Filled> filled = model == null ? Optional.empty() : of(model, request);
      if (filled.isEmpty()) {
        template.render(model, request, response);
        return;
      }
      PageOutline outline = filled.get().outline();
      CutPage page = cut.getIfPresent(outline);
      if (page == null) {
        page = cut(outline, request, response);
        cut.put(outline, page);
      }
      response.setContentType("text/html;charset=UTF-8");
      response.setLocale(outline.locale());
      write(page, filled.get().values(), request, response);
    }

    /** Compressed whatever the query holds, and after a post too: see {@link CutPage}. */
    private void write(
        CutPage page, List<String> values, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean gzip = CompressedPages.accepts(request, HttpHeaders.ACCEPT_ENCODING, "gzip");
      byte[] content = gzip ? page.gzip(values) : page.plain(values);
      if (gzip) {
        response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      }
      response.setContentLength(content.length);
      response.getOutputStream().write(content);
    }

    private Optional<PageOutline.Filled> of(Map<String, ?> model, HttpServletRequest request) {
      Locale locale = RequestContextUtils.getLocale(request);
      return model.get("page") instanceof Page page
              && model.get("frame") instanceof Frame frame
              && request.getAttribute(KIOSK) == null
              && request.getAttribute(Display.ATTRIBUTE) instanceof Display display
          ? PageOutline.of(name, locale, display.isElder(), page, frame)
          : Optional.empty();
    }

    private CutPage cut(
        PageOutline outline, HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      Rendered rendered = new Rendered(response);
      template.render(Map.of("page", outline.page(), "frame", outline.frame()), request, rendered);
      return PageOutline.cut(rendered.text());
    }
  }

  /** Keeps the page and leaves the response alone. */
  private static final class Rendered extends HttpServletResponseWrapper {

    private final StringWriter text = new StringWriter();
    private final PrintWriter writer = new PrintWriter(text);

    private Rendered(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    private String text() {
      writer.flush();
      return text.toString();
    }
  }
}
