//! The types of the `http` crate, which most clients speak.

use super::{Request, Response};

impl Request {
    /// The request as the `http` crate has it: a `GET` without a body.
    ///
    /// # Errors
    ///
    /// If a validator that the server sent is no valid header value.
    ///
    /// ```
    /// # let now = "2026-03-08T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>()?;
    /// let request = statusfeed::monitor::Poll::new("https://status.acme.example", [])?.request(now).to_http()?;
    /// assert_eq!(request.uri().path(), "/api/v2/summary.json");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_http(&self) -> Result<http::Request<()>, http::Error> {
        let mut builder = http::Request::get(self.url.as_str());
        for (name, value) in &self.headers {
            builder = builder.header(*name, value);
        }
        builder.body(())
    }
}

impl<'a, B: AsRef<[u8]>> From<&'a http::Response<B>> for Response<'a> {
    /// Takes the status, the headers that are text, and the body. The address after redirects is the client's to give:
    /// [`Response::with_url`].
    fn from(response: &'a http::Response<B>) -> Self {
        let headers = response.headers().iter();
        let text = headers
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        Self {
            status: response.status().as_u16(),
            headers: text.collect(),
            url: None,
            body: response.body().as_ref().into(),
        }
    }
}
