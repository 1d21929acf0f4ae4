//! Numbers the locals of each function as functions before it do: what is alike then reads alike, and brotli finds it.
//!
//! Which of its locals a function calls 3 makes no difference to what it does. `wasm-opt` counts how often each is used;
//! two functions that do the same to different types may still number theirs differently, and then share no long run of
//! bytes. To be called when the functions stand in their last order: brotli reads them in that order too.

use std::{collections::HashSet, convert::Infallible};

use wasm_encoder::{
    CodeSection, Instruction, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{BinaryReaderError, FunctionBody, Operator, Parser, Payload, ValType};

use super::order::number;
use crate::failure::Failure;

/// A byte is cheap when so many bytes that end with it stood somewhere before.
const RUNS: [usize; 3] = [4, 6, 9];
/// A number of more than seven bits would take another byte.
const N_LOCALS: u32 = 128;
/// How often all pairs of a function's locals are tried; the fourth time finds next to nothing.
const N_ROUNDS: usize = 3;

/// `wasm` with other numbers for its locals; the same wasm always comes out the same.
///
/// # Errors
/// When `wasm` is not a WebAssembly module.
pub fn number_locals_alike(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let not_read = |error: &dyn std::fmt::Display| {
        Failure::new(format!("A wasm file of the app cannot be read: {error}."))
    };
    let mut numbered = Numbered { functions: numbers(wasm).map_err(|error| not_read(&error))?, at: 0 };
    let mut module = Module::new();
    numbered.parse_core_module(&mut module, Parser::new(0), wasm).map_err(|error| not_read(&error))?;
    Ok(module.finish())
}

/// For each function the new number of each local, and the function that is being written.
struct Numbered {
    functions: Vec<Vec<u32>>,
    at: usize,
}

impl Numbered {
    fn new_number(&self, local: u32) -> u32 {
        self.functions[self.at].get(local as usize).copied().unwrap_or(local)
    }
}

impl Reencode for Numbered {
    type Error = Infallible;

    fn parse_function_body(&mut self, to: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error> {
        utils::parse_function_body(self, to, body)?;
        self.at += 1;
        Ok(())
    }

    fn instruction<'a>(&mut self, instruction: Operator<'a>) -> Result<Instruction<'a>, Error> {
        Ok(match instruction {
            Operator::LocalGet { local_index } => Instruction::LocalGet(self.new_number(local_index)),
            Operator::LocalSet { local_index } => Instruction::LocalSet(self.new_number(local_index)),
            Operator::LocalTee { local_index } => Instruction::LocalTee(self.new_number(local_index)),
            other => utils::instruction(self, other)?,
        })
    }
}

fn numbers(wasm: &[u8]) -> Result<Vec<Vec<u32>>, BinaryReaderError> {
    let (mut n_params, mut types, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                for of in section.into_iter_err_on_gc_types() {
                    n_params.push(of?.params().len());
                }
            }
            Payload::FunctionSection(section) => types = section.into_iter().collect::<Result<_, _>>()?,
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    let mut before = Before::default();
    types
        .iter()
        .zip(&bodies)
        .map(|(of, body): (&u32, _)| {
            let mut code = Code::read(body, n_params[*of as usize], wasm)?;
            code.become_like(&before);
            before.add(&code.bytes);
            Ok(code.numbers)
        })
        .collect()
}

/// The runs of bytes in the functions before.
#[derive(Default)]
struct Before {
    runs: HashSet<u64>,
}

impl Before {
    fn add(&mut self, bytes: &[u8]) {
        self.runs.extend(RUNS.iter().flat_map(|n_bytes| bytes.windows(*n_bytes)).map(number));
    }

    /// What it costs to write `bytes[at]`, from 0 to the number of [`RUNS`].
    fn cost(&self, bytes: &[u8], at: usize) -> usize {
        let is_known = |n_bytes: &&usize| {
            (at + 1)
                .checked_sub(**n_bytes)
                .is_some_and(|start| self.runs.contains(&number(&bytes[start..=at])))
        };
        RUNS.len() - RUNS.iter().take_while(is_known).count()
    }
}

/// The instructions of one function, as the numbers of its locals are tried.
struct Code {
    bytes: Vec<u8>,
    /// By old number: the new one.
    numbers: Vec<u32>,
    /// By old number: where it stands in `bytes`.
    places: Vec<Vec<usize>>,
    /// By old number: `None` for what has to keep it.
    types: Vec<Option<ValType>>,
}

impl Code {
    fn read(body: &FunctionBody<'_>, n_params: usize, wasm: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut types = vec![None; n_params];
        for declared in body.get_locals_reader()? {
            let (n_locals, of_type) = declared?;
            types.extend((0..n_locals).map(|_| Some(of_type)));
        }
        types.truncate(N_LOCALS as usize);
        let (mut bytes, mut places) = (Vec::new(), vec![Vec::new(); types.len()]);
        let mut operators = body.get_operators_reader()?;
        // A module in memory is never longer than an address.
        let in_file = |position: u64| usize::try_from(position).unwrap_or(wasm.len());
        while !operators.eof() {
            let start = in_file(operators.original_position());
            let operator = operators.read()?;
            bytes.extend(&wasm[start..in_file(operators.original_position())]);
            if let Operator::LocalGet { local_index: local }
            | Operator::LocalSet { local_index: local }
            | Operator::LocalTee { local_index: local } = operator
                && let Some(places) = places.get_mut(local as usize)
            {
                places.push(bytes.len() - 1);
            }
        }
        let numbers = (0..).take(types.len()).collect();
        Ok(Self { bytes, numbers, places, types })
    }

    /// Exchanges the numbers of two locals as long as that makes more of the function known from `before`.
    fn become_like(&mut self, before: &Before) {
        let mut costs: Vec<usize> = (0..self.bytes.len()).map(|at| before.cost(&self.bytes, at)).collect();
        for _ in 0..N_ROUNDS {
            let mut is_better = false;
            for one in 0..self.types.len() {
                for other in one + 1..self.types.len() {
                    if self.types[one].is_some() && self.types[one] == self.types[other] {
                        is_better |= self.exchange_if_better(one, other, before, &mut costs);
                    }
                }
            }
            if !is_better {
                break;
            }
        }
    }

    fn exchange_if_better(&mut self, one: usize, other: usize, before: &Before, costs: &mut [usize]) -> bool {
        let longest = RUNS[RUNS.len() - 1];
        let mut changed: Vec<usize> = [one, other]
            .iter()
            .flat_map(|local| &self.places[*local])
            .flat_map(|place| *place..(*place + longest).min(self.bytes.len()))
            .collect();
        changed.sort_unstable();
        changed.dedup();
        self.exchange(one, other);
        let new: Vec<usize> = changed.iter().map(|at| before.cost(&self.bytes, *at)).collect();
        let is_better = new.iter().sum::<usize>() < changed.iter().map(|at| costs[*at]).sum();
        if is_better {
            changed.iter().zip(new).for_each(|(at, cost)| costs[*at] = cost);
        } else {
            self.exchange(one, other);
        }
        is_better
    }

    fn exchange(&mut self, one: usize, other: usize) {
        self.numbers.swap(one, other);
        for local in [one, other] {
            for place in &self.places[local] {
                self.bytes[*place] =
                    u8::try_from(self.numbers[local]).expect("BUG: a number of more than seven bits");
            }
        }
    }
}

#[cfg(test)]
mod tests;
