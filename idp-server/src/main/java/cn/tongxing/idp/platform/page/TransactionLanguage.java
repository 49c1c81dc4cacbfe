package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.page.Frame;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Renders a page of a sign-in in the language of its transaction. */
final class TransactionLanguage implements HandlerInterceptor {
  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView answer) {
    if (answer != null && answer.getModel().get("frame") instanceof Frame frame) {
      request.setAttribute(PageLanguages.TRANSACTION, frame.locale());
    }
  }
}
