//! Reads a line for the shell: a call of a program, which may have its input from another. No shell sees it.

/// A call of a program.
#[derive(Debug, PartialEq, Eq)]
pub struct Typed {
    /// The program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it reads.
    pub input: String,
}

/// The ending of the names of command lines.
const ENDING: &str = "-rest-cli";

/// What stands for the value of any variable: it is a text, a number and a part of a URL.
const VALUE: &str = "1";

/// What stands for the content of any file.
const CONTENT: &str = "{}";

/// Whether the line calls a command line.
pub fn is_call(line: &str) -> bool {
    line.split_whitespace().any(|word| word.ends_with(ENDING))
}

/// The call of a command line in such a line.
///
/// # Errors
///
/// When the line is none that a shell would understand.
pub fn read(line: &str) -> Result<Typed, String> {
    let words = shlex::split(&with_values(line)).ok_or("a quote is open")?;
    let mut calls = words.split(|word| word == "|");
    let mut input = String::new();
    for call in &mut calls {
        match call.split_first() {
            Some((program, arguments)) if program.ends_with(ENDING) => {
                return Ok(Typed {
                    program: program.clone(),
                    arguments: arguments.to_vec(),
                    input,
                });
            }
            Some((program, texts)) if program == "echo" => input = texts.join(" ") + "\n",
            _ => CONTENT.clone_into(&mut input),
        }
    }
    Err("no program is called".to_owned())
}

/// The line with values in place of variables such as `$HOST` and `${HOST}`.
fn with_values(line: &str) -> String {
    let mut parts = line.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let braced = part.strip_prefix('{').and_then(|part| part.split_once('}'));
        let (name, rest) = braced.unwrap_or_else(|| {
            let end = part.find(|letter| !is_of_name(letter));
            part.split_at(end.unwrap_or(part.len()))
        });
        if name.is_empty() {
            text.push('$');
        } else {
            text.push_str(VALUE);
        }
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(arguments: &[&str], input: &str) -> Typed {
        Typed {
            program: "pets-rest-cli".to_owned(),
            arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
            input: input.to_owned(),
        }
    }

    #[test]
    fn words_are_those_of_a_shell() {
        let line = r#"pets-rest-cli feedPet id=$PET_ID "meal==a bone" -u me:${SECRET}"#;
        let arguments = ["feedPet", "id=1", "meal==a bone", "-u", "me:1"];
        assert_eq!(read(line).unwrap(), typed(&arguments, ""));
    }

    #[test]
    fn input_comes_from_another_program() {
        let line = r#"echo '{"a": 1}' | pets-rest-cli addPet - | jq ."#;
        assert_eq!(read(line).unwrap(), typed(&["addPet", "-"], "{\"a\": 1}\n"));
        let line = "cat pet.json | pets-rest-cli addPet -";
        assert_eq!(read(line).unwrap(), typed(&["addPet", "-"], "{}"));
    }

    #[test]
    fn what_calls_nothing_is_an_error() {
        assert!(read("pets-rest-cli 'addPet").is_err());
        assert!(read("curl https://pets.example.org").is_err());
        assert!(is_call("cat pet.json | pets-rest-cli addPet -"));
        assert!(!is_call("the old pets-rest-cli2 is gone"));
    }

    #[test]
    fn only_names_are_variables() {
        assert_eq!(with_values("$A/$B_2:$ ${C}d$"), "1/1:$ 1d$");
    }
}
