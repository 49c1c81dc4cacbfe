package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.session.Kiosks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * The pages on a server of their own, without database: {@code /preview/<sample>}, with the headers
 * that the real one sends.
 */
@Profile("page-preview") // the whole server scans this package too
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  DispatcherServletAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  ThymeleafAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@Import({
  PageConfiguration.class,
  AssetsController.class,
  PageErrorController.class,
  PagePreview.Samples.class
})
class PagePreview {

  /** Header: what stands in the field {@code step}. */
  static final String STEP = "X-Step";

  /** Header: whether the template itself makes the page. */
  static final String PLAIN = "X-Plain";

  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
          + " require-trusted-types-for 'script'; trusted-types assets";

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean
  LastApplication lastApplication() {
    return new LastApplication() {
      @Override
      public Application of(HttpServletRequest http) {
        return Application.UNKNOWN;
      }

      @Override
      public void note(Origin from, HttpServletRequest http, HttpServletResponse answer) {
        throw new AssertionError("nobody is sent here");
      }
    };
  }

  @Bean
  Filter policy() {
    return (request, response, chain) -> {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Content-Security-Policy", POLICY);
      answer.setHeader("Cache-Control", "no-store");
      chain.doFilter(request, response);
    };
  }

  /** Forms that arrived, oldest first. */
  static final class Posts {
    private final List<MultiValueMap<String, String>> all = new CopyOnWriteArrayList<>();

    void add(MultiValueMap<String, String> fields) {
      all.add(fields);
    }

    List<MultiValueMap<String, String>> all() {
      return all;
    }
  }

  @Bean
  PreviewTime time() {
    return new PreviewTime();
  }

  @Bean
  Posts posts() {
    return new Posts();
  }

  @Profile("page-preview")
  @Controller
  static class Samples {

    private final Map<String, PageSamples.Sample> samples = PageSamples.all();
    private final Posts posts;
    private final PreviewTime time;
    private final ThymeleafViewResolver templates;

    Samples(Posts posts, PreviewTime time, ThymeleafViewResolver templates) {
      this.templates = templates;
      this.posts = posts;
      this.time = time;
    }

    @GetMapping("/preview/{name}")
    ModelAndView sample(
        @PathVariable("name") String name,
        @RequestHeader(name = STEP, defaultValue = "0123456789abcdef") String step,
        @RequestHeader(name = PLAIN, defaultValue = "false") boolean plain,
        Locale locale,
        HttpServletRequest request)
        throws Exception {
      PageSamples.Sample sample =
          Optional.ofNullable(samples.get(name))
              .orElseThrow(() -> new IllegalArgumentException(name));
      ModelAndView page =
          plain
              ? new ModelAndView(templates.resolveViewName(sample.view(), locale))
              : new ModelAndView(sample.view());
      page.addObject("page", sample.page());
      page.addObject("machine", "政务大厅二楼左侧");
      page.addObject("once", step);
      page.addObject("start", "/preview/home");
      page.addObject("idle", 60);
      if (request.getParameter("kiosk") != null || name.endsWith("-machine")) {
        Duration minute = Duration.ofMinutes(1);
        request.setAttribute(
            Kiosks.ATTRIBUTE, new Kiosks.Kiosk(Optional.empty(), minute, "/preview/home"));
      }
      if (sample.hasFrame()) {
        page.addObject("frame", frame(locale, request.getRequestURI(), name, step));
      }
      return page;
    }

    /** What the last form held; the counter says how often one came. */
    @PostMapping("/preview/{name}")
    ModelAndView posted(@RequestParam MultiValueMap<String, String> fields) {
      posts.add(fields);
      return new ModelAndView("home", "page", new HomePage(Optional.empty(), "", List.of()));
    }

    @RequestMapping(
        path = "/preview-status/{status}",
        method = {RequestMethod.GET, RequestMethod.POST})
    void status(@PathVariable("status") int status, HttpServletResponse response)
        throws IOException {
      response.sendError(status);
    }

    @GetMapping("/preview/{name}/time")
    ResponseEntity<Map<String, Object>> time(@PathVariable("name") String name) {
      return time.answer(name);
    }

    @PostMapping("/preview/{name}/time")
    ResponseEntity<Map<String, Object>> more(
        @PathVariable("name") String name, @RequestParam("step") String step) {
      time.wished(step);
      return time.answer(name);
    }

    private static boolean isSignedIn(String name) {
      return name.startsWith("offer-credential") || name.startsWith("link-added");
    }

    private static Frame frame(Locale locale, String address, String name, String step) {
      boolean own = name.endsWith("-own"); // the sign-in to one's own page
      return new Frame(
          locale,
          (own ? PageSamples.OWN : PageSamples.APPLICATION).in(locale),
          own ? "" : PageSamples.DEPARTMENT.in(locale),
          "https://app.example/",
          "id.example.gov.cn",
          address,
          address,
          step,
          "/preview/choose-method",
          name.startsWith("choose-method") ? "" : "/preview/choose-method",
          isSignedIn(name) ? "" : own ? "cancel.home" : "cancel",
          List.of(
              new Frame.LanguageLink("zh-CN", "简体中文", "?ui_locales=zh-CN"),
              new Frame.LanguageLink("zh-TW", "繁體中文", "?ui_locales=zh-TW"),
              new Frame.LanguageLink("en", "English", "?ui_locales=en")),
          name.endsWith("-demo"),
          name.startsWith("over-")
              ? Optional.empty()
              : Optional.of(new Frame.Deadline(PreviewTime.atFirst(name), "10:32")),
          name.endsWith("-second") ? "thaw.begun" : "");
    }
  }
}
