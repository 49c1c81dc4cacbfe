package cn.tongxing.idp.platform.page;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Agreement, privacy and accessibility, in plain words. */
@Controller
final class AboutController {

  /** First part of the path of every such page. */
  static final String ROOT = "/about/";

  @GetMapping(ROOT + "{topic}")
  ModelAndView about(@PathVariable("topic") String topic) {
    return new ModelAndView(
        "about",
        "page",
        AboutPage.of(topic).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
  }
}
